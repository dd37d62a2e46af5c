import { parseSandboxArgs, usage } from './sandbox/args.ts';
import { listFaults, listRules, printSeed } from './sandbox/lists.ts';
import { serve } from './sandbox/serve.ts';
import { exitCode } from '../../specwright/cli/frame/command.ts';
import type { Io } from '../../specwright/cli/frame/command.ts';

/** `bpcc-task-routing-testing sandbox`: a stand-in for a tenant, until Ctrl-C. */
export async function run(args: string[], io: Io): Promise<number> {
  const wanted = parseSandboxArgs(args);
  if (wanted.show === 'help') io.stdout.write(usage);
  else if (wanted.show === 'faults') io.stdout.write(listFaults());
  else if (wanted.show === 'rules') io.stdout.write(listRules());
  else if (wanted.show === 'seed') io.stdout.write(printSeed());
  else return serve(wanted, io);
  return exitCode.fine;
}
