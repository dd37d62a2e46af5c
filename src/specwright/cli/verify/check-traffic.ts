import type { Report } from '../../contract/engine/report.ts';
import type { SuiteRules } from '../../contract/suite.ts';
import { readTraffic, TrafficError } from '../../contract/traffic/har.ts';
import { PassiveChecker } from '../../contract/traffic/passive.ts';
import { startProxy, type Proxy } from '../../contract/transports/proxy.ts';
import { CommandError, UsageError } from '../frame/command-error.ts';
import { tell, type Io } from '../frame/io.ts';
import { readText } from '../frame/read-input.ts';
import { reasonOf } from '../frame/reason-of.ts';
import type { VerifyValues } from './verify-options.ts';

/** Checks traffic that others make: recorded, or passing through. */
export async function checkTraffic(args: VerifyValues, suite: SuiteRules, io: Io): Promise<Report> {
  const target = args.har ?? args.target;
  if (target === undefined) {
    throw new UsageError('--proxy needs --target: the server that traffic is passed on to.');
  }
  const checker = new PassiveChecker({
    suite,
    target,
    strict: args.strict,
    ...(args.maxLatency !== undefined && { maxLatency: args.maxLatency }),
  });
  const started = performance.now();
  await (args.har === undefined ? passThrough(args, target, checker, io) : checkRecorded(args.har, checker));
  return checker.report(performance.now() - started);
}

async function checkRecorded(file: string, checker: PassiveChecker): Promise<void> {
  const text = await readText(file);
  try {
    for (const [index, exchange] of readTraffic(text).entries()) checker.look(exchange, `entry ${index + 1}`);
  } catch (error) {
    if (error instanceof TrafficError)
      throw new CommandError('traffic-invalid', `Cannot read ${file}: ${error.message}`);
    throw error;
  }
}

async function passThrough(
  args: VerifyValues,
  target: string,
  checker: PassiveChecker,
  io: Io,
): Promise<void> {
  let count = 0;
  const proxy = await open(target, args.proxy ?? 0, (exchange) =>
    checker.look(exchange, `request ${(count += 1)}`),
  );
  tell(io, `Passing on http://127.0.0.1:${proxy.port} to ${target}; Ctrl-C ends it and shows the report.`);
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await proxy.close();
}

async function open(
  target: string,
  port: number,
  listener: Parameters<typeof startProxy>[2],
): Promise<Proxy> {
  try {
    return await startProxy(new URL(target), port, listener);
  } catch (error) {
    throw new CommandError('port-unusable', `Cannot listen on port ${port}: ${reasonOf(error)}.`);
  }
}
