import { bumpCommand } from './cli/bump/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand((args) => bumpCommand(args));
