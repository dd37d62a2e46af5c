import { pagesCommand } from './pages/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(pagesCommand);
