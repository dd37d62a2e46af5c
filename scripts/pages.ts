import { pagesCommand } from './pages/run.ts';
import { runAsProcess } from '../src/specwright/cli/frame/run-as-process.ts';

await runAsProcess(pagesCommand);
