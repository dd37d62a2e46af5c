import { pagesCommand } from './pages/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(pagesCommand);
