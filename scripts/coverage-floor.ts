import { coverageCommand } from './change-coverage/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(coverageCommand);
