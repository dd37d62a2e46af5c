import { convertCommand } from './cli/convert/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(convertCommand);
