import { pullCommand } from './cli/pull/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand((args) => pullCommand(args));
