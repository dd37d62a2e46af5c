import { fuzzCommand } from './fuzz/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(fuzzCommand);
