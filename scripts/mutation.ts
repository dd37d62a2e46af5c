import { mutationCommand } from './mutation/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(mutationCommand);
