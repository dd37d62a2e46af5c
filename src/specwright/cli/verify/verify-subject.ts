import type { Listener } from '../../contract/engine/events.ts';
import type { Report } from '../../contract/engine/report.ts';
import { verify } from '../../contract/verify.ts';
import type { Io } from '../frame/io.ts';
import { progressLine } from '../frame/progress-line.ts';
import { checkTraffic } from './check-traffic.ts';
import { deliver } from './deliver.ts';
import { openRecorder } from './recorder.ts';
import { refusing } from './refusing.ts';
import type { VerifySubject } from './subject.ts';
import type { VerifyValues } from './verify-options.ts';

/** Verifies as the options say, and reports. @returns the exit code */
export async function verifySubject(wanted: VerifyValues, io: Io, subject: VerifySubject): Promise<number> {
  const passive = wanted.har !== undefined || wanted.proxy !== undefined;
  const report = await refusing(() =>
    passive ? checkTraffic(wanted, subject.suite, io) : verifyPlace(wanted, subject, io),
  );
  return deliver(report, wanted, subject, io);
}

async function verifyPlace(wanted: VerifyValues, subject: VerifySubject, io: Io): Promise<Report> {
  const place = await subject.place();
  const recorder = openRecorder(wanted.record);
  const shown = shownProgress(io);
  try {
    const { mode, seed, maxLatency, rate, strict } = wanted;
    const report = await verify({
      ...place.options,
      ...(mode !== undefined && { mode }),
      ...(seed !== undefined && { seed }),
      ...(maxLatency !== undefined && { maxLatency }),
      ...(rate !== undefined && { rate }),
      strict,
      signal: io.signal,
      onEvent: (event) => {
        shown(event);
        recorder.listen(event);
      },
    });
    await recorder.save(place.options.suite.secrets);
    return report;
  } finally {
    await place.close();
  }
}

function shownProgress({ stderr }: Io): Listener {
  const line = progressLine(stderr);
  let [total, done, failed] = [0, 0, 0];
  return (event) => {
    if (event.type === 'run-started') total = event.cases;
    else if (event.type === 'run-finished') line.end();
    else if (event.type === 'case-finished') {
      done += 1;
      if (event.outcome.kind === 'failed') failed += 1;
      line.show(() => `${done}/${total} cases, ${failed} failed`);
    }
  };
}
