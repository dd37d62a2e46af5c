import { releaseBaseCommand } from './cli/release-base/run.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(releaseBaseCommand);
