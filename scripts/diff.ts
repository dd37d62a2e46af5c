import { diffCommand } from '../src/specwright/cli/diff/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(diffCommand);
