import { generateCommand } from './cli/generate/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(generateCommand);
