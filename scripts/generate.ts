import { generateCommand } from '../src/specwright/cli/generate/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(generateCommand);
