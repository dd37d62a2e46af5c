import { taskRoutingSuite } from '../../suite/task-routing-suite.ts';
import { documentSuite } from '../../../specwright/contract/document-suite.ts';
import type { Report } from '../../../specwright/contract/engine/report.ts';
import { rootMessage } from '../../../specwright/contract/exchange/fetch-transport.ts';
import { readTraffic, TrafficError } from '../../../specwright/contract/traffic/har.ts';
import { PassiveChecker } from '../../../specwright/contract/traffic/passive.ts';
import { startProxy, type Proxy } from '../../../specwright/contract/traffic/proxy.ts';
import { UsageError, type Io } from '../../../specwright/cli/frame/command.ts';
import type { VerifyArgs } from './args.ts';
import { loadSpec, readText } from './load.ts';

/** Checks traffic that others make: recorded, or passing through. */
export async function checkTraffic(args: VerifyArgs, io: Io): Promise<Report> {
  const suite = args.spec === undefined ? taskRoutingSuite() : documentSuite(await loadSpec(args.spec));
  const target = args.har ?? args.target;
  if (target === undefined)
    throw new UsageError('--proxy needs --target: the server that traffic is passed on to.');
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
  const text = await readText('recorded traffic', file);
  try {
    for (const [index, exchange] of readTraffic(text).entries()) checker.look(exchange, `entry ${index + 1}`);
  } catch (error) {
    if (error instanceof TrafficError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

async function passThrough(args: VerifyArgs, target: string, checker: PassiveChecker, io: Io): Promise<void> {
  let count = 0;
  const proxy = await open(target, args.proxy ?? 0, (exchange) =>
    checker.look(exchange, `request ${(count += 1)}`),
  );
  io.stderr.write(
    `Passing on http://127.0.0.1:${proxy.port} to ${target}; Ctrl-C ends it and shows the report.\n`,
  );
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
    throw new UsageError(`Port ${port} cannot be used: ${rootMessage(error)}.`);
  }
}
