import { bumpCommand } from '../src/specwright/cli/bump/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand((args) => bumpCommand(['--package', 'src/client/package.json', ...args]));
