import { convertCommand } from '../src/specwright/cli/convert/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(convertCommand);
