import { pagesCommand } from './pages/run.ts';
import { runAsProcess } from '../src/specwright/cli/index.ts';

await runAsProcess(pagesCommand);
