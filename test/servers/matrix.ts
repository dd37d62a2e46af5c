/* Prints which planted faults `verify --spec` finds: node --import tsx test/servers/matrix.ts [SERVER] [FAULT...] */

import type { Report } from '../../src/specwright/contract/engine/report.ts';
import { verify } from '../../src/specwright/contract/verify.ts';
import { subjects } from './subjects.ts';
import type { Subject } from './subject.ts';

function say(...words: readonly unknown[]): void {
  process.stdout.write(`${words.join(' ')}\n`);
}

/** Verifies a fresh server with one fault, or none; to the first error only where that is enough. */
export async function verifyFault(
  { start, auth }: Subject,
  fault?: string,
  isEnough = false,
): Promise<Report> {
  const { url, document, close } = await start(fault);
  const found = new AbortController();
  try {
    return await verify({
      target: url,
      document,
      auth,
      mode: 'own',
      signal: found.signal,
      onEvent: (event) => {
        if (isEnough && event.type === 'exchange' && event.findings.some(isError)) found.abort();
      },
    });
  } finally {
    await close();
  }
}

function isError({ severity }: Pick<Report['findings'][number], 'severity'>): boolean {
  return severity === 'error';
}

/** Findings that fail a run. */
export function errorsOf({ findings }: Report): Report['findings'] {
  return findings.filter(isError);
}

async function print(subject: Subject, wanted: readonly string[]): Promise<void> {
  const clean = await verifyFault(subject);
  const { summary, duration, verdict } = clean;
  say(
    `${subject.name}: ${verdict}; ${summary.cases} cases, ${summary.requests} requests, ${summary.skipped} skipped, ${duration} ms`,
  );
  for (const { check, title, severity, exchange, expected, actual } of clean.findings.filter(
    (one) => one.severity !== 'info' && one.check !== 'latency',
  ))
    say(
      '  FALSE',
      severity,
      check,
      title,
      '|',
      expected,
      '|',
      actual,
      '\n   ',
      exchange.curl,
      exchange.received,
    );
  for (const one of clean.cases)
    if (one.outcome.kind === 'skipped') say('  skipped', one.id, one.outcome.reason);
  const known = new Set(errorsOf(clean).map(({ key }) => key));
  const tried = subject.faults.filter((fault) => wanted.length === 0 || wanted.includes(fault));
  const rest = [...tried];
  let found = 0;
  const work = async (): Promise<void> => {
    for (let fault = rest.shift(); fault !== undefined; fault = rest.shift()) {
      const isEnough = known.size === 0 && wanted.length === 0;
      const errors = errorsOf(await verifyFault(subject, fault, isEnough)).filter(
        ({ key }) => !known.has(key),
      );
      if (errors.length > 0) found += 1;
      const what =
        wanted.length > 0
          ? errors.map(({ check, title, exchange }) => `\n    ${check}: ${title} ${exchange.curl}`)
          : [...new Set(errors.map(({ check }) => check))];
      say(`${errors.length > 0 ? 'found ' : 'MISSED'}  ${fault.padEnd(34)} ${what.join(', ')}`);
    }
  };
  await Promise.all([work(), work(), work()]);
  say(`${subject.name}: ${found} of ${tried.length} found`);
}

if (import.meta.filename === process.argv[1]) {
  const [name, ...faults] = process.argv.slice(2);
  for (const subject of subjects.filter((one) => name === undefined || one.name.includes(name)))
    await print(subject, faults);
}
