import { diffCommand } from './cli/diff/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(diffCommand);
