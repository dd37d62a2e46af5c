import { coverageCommand } from './change-coverage/run.ts';
import { runAsProcess } from '../src/specwright/cli/frame/run-as-process.ts';

await runAsProcess(coverageCommand);
