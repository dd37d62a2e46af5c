import { pullCommand } from '../src/specwright/cli/pull/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand((args) => pullCommand(args));
