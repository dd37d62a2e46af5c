import { UnreachableError } from '../../specwright/contract/engine/reachable.ts';
import { SpecError } from '../../specwright/contract/api/document-api.ts';
import { SetupError, verify as verifyDocument } from '../../specwright/contract/verify.ts';
import type { RunEvent } from '../../specwright/contract/engine/events.ts';
import { rootMessage } from '../../specwright/contract/exchange/fetch-transport.ts';
import type { JsonObject } from '../../specwright/base/json.ts';
import type { Report } from '../../specwright/contract/engine/report.ts';
import { verify } from '../suite/verify.ts';
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

async function attempt(
  args: VerifyArgs,
  io: Io,
  place: Place,
  spec: JsonObject | undefined,
): Promise<Report> {
  const show = progress(io.stderr);
  const recorder = openRecorder(args.record);
  const options = {
    ...place.options,
    ...(args.mode && { mode: args.mode }),
    ...(args.seed !== undefined && { seed: args.seed }),
    ...(args.maxLatency !== undefined && { maxLatency: args.maxLatency }),
    ...(args.rate !== undefined && { rate: args.rate }),
    strict: args.strict,
    signal: io.signal,
    onEvent: (event: RunEvent) => {
      show(event);
      recorder.listen(event);
    },
  };
  const report =
    spec === undefined ? await verify(options) : await verifyDocument({ ...options, document: spec });
  await recorder.save(place.options);
  return report;
}
