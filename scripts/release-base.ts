import { releaseBaseCommand } from './release-base/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';

await runCommand(releaseBaseCommand);
