import { historyCommand } from './cli/history/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(historyCommand);
