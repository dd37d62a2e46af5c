import { historyCommand } from '../src/specwright/cli/history/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(historyCommand);
