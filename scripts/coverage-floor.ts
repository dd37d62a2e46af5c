import { coverageCommand } from './change-coverage/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(coverageCommand);
