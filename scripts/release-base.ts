import { recipe, runAsProcess } from 'specwright/cli';
import { releaseBase } from './release-base/command.ts';

await runAsProcess(recipe(async () => releaseBase, 'npm run release:base --'));
