import { recipe, runAsProcess } from 'specwright/cli';
import { pages } from './pages/command.ts';

await runAsProcess(recipe(async () => pages, 'npm run pages --'));
