import { mutationCommand } from './mutation/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(mutationCommand);
