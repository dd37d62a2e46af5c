import { recipe, runAsProcess } from 'specwright/cli';
import { corpus } from './corpus/command.ts';

await runAsProcess(recipe(async () => corpus, 'npm run corpus --'));
