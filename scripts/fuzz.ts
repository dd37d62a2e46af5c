import { fuzzCommand } from './fuzz/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(fuzzCommand);
