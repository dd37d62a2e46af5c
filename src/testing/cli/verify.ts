import { UnreachableError } from '../../specwright/contract/engine/reachable.ts';
import { SpecError } from '../../specwright/contract/api/document-api.ts';
import { verify } from '../../specwright/contract/verify.ts';
import { rootMessage } from '../../specwright/contract/exchange/fetch-transport.ts';
import { SetupError } from '../../specwright/contract/target/check-hooks.ts';
import type { Report } from '../../specwright/contract/engine/report.ts';
import type { VerifyOptions } from '../../specwright/contract/options.ts';
import { exitCode, UsageError, type Io } from '../../specwright/cli/frame/command.ts';
import { parseVerifyArgs, usage, type VerifyArgs } from './verify/args.ts';
import { confirmFull } from './verify/confirm.ts';
import { deliver } from './verify/deliver.ts';
import { loadSpec } from './verify/load.ts';
import { checkTraffic } from './verify/traffic.ts';
import { openRecorder } from './verify/recorder.ts';
import { findPlace, type Place } from './verify/place.ts';
import { progress } from './verify/progress.ts';

/** What keeps a run from being made at all: one sentence tells, no stack trace. */
const REFUSALS = [UnreachableError, SpecError, SetupError];

/** `bpcc-task-routing-testing verify`: proves that a server honours the contract. */
export async function run(args: string[], io: Io): Promise<number> {
  const wanted = parseVerifyArgs(args);
  if (wanted.help) {
    io.stdout.write(usage);
    return exitCode.fine;
  }
  try {
    const report =
      wanted.har !== undefined || wanted.proxy !== undefined
        ? await checkTraffic(wanted, io)
        : await actively(wanted, io);
    return await deliver(report, wanted, io);
  } catch (error) {
    if (REFUSALS.some((kind) => error instanceof kind)) throw new UsageError(rootMessage(error));
    throw error;
  }
}

async function actively(args: VerifyArgs, io: Io): Promise<Report> {
  const spec = args.spec === undefined ? undefined : await loadSpec(args.spec);
  const place = await findPlace(args, io);
  try {
    await confirmFull(args, place.options.profile?.services ?? [], io);
    return await attempt(args, io, place, spec);
  } finally {
    await place.close();
  }
}

async function attempt(args: VerifyArgs, io: Io, place: Place, spec: VerifyOptions['spec']): Promise<Report> {
  const show = progress(io.stderr);
  const recorder = openRecorder(args.record);
  const report = await verify({
    ...place.options,
    ...(spec && { spec }),
    ...(args.mode && { mode: args.mode }),
    ...(args.seed !== undefined && { seed: args.seed }),
    ...(args.maxLatency !== undefined && { maxLatency: args.maxLatency }),
    ...(args.rate !== undefined && { rate: args.rate }),
    strict: args.strict,
    signal: io.signal,
    onEvent: (event) => {
      show(event);
      recorder.listen(event);
    },
  });
  await recorder.save(place.options);
  return report;
}
