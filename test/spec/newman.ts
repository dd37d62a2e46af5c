import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const newman = path.resolve('node_modules/newman/bin/newman.js');

/** One request as newman made it. */
export interface Execution {
  readonly name: string;
  readonly status: number;
  readonly body: string;
  readonly mediaType: string | undefined;
}

export interface NewmanRun {
  readonly executions: readonly Execution[];
  /** Sentences of failed test scripts and requests. */
  readonly failures: readonly string[];
}

interface Report {
  run: {
    executions: {
      item: { name: string };
      response?: { code: number; stream?: { data: number[] }; header: { key: string; value: string }[] };
    }[];
    failures: { source?: { name?: string }; error: { message: string } }[];
  };
}

/** Runs a collection with the real newman, as a process. */
export async function runNewman(
  collection: unknown,
  variables: Readonly<Record<string, string>>,
): Promise<NewmanRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bpcc-newman-'));
  try {
    const file = path.join(folder, 'collection.json');
    const report = path.join(folder, 'report.json');
    await writeFile(file, JSON.stringify(collection));
    const set = Object.entries(variables).flatMap(([key, value]) => ['--env-var', `${key}=${value}`]);
    const reporters = ['--reporters', 'json', '--reporter-json-export', report];
    await run(
      'node',
      [newman, 'run', file, '-e', 'spec/environment.json', ...set, ...reporters, '--suppress-exit-code'],
      {
        maxBuffer: 1e8,
      },
    );
    return readReport(JSON.parse(await readFile(report, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readReport({ run: { executions, failures } }: Report): NewmanRun {
  // Scripts' own requests are told under the item's name too, before the item's request: the last one counts.
  const own = [...new Map(executions.map((execution) => [execution.item.name, execution])).values()];
  return {
    executions: own.map(({ item, response }) => ({
      name: item.name,
      status: response?.code ?? 0,
      body: Buffer.from(response?.stream?.data ?? []).toString('utf8'),
      mediaType: response?.header.find(({ key }) => key.toLowerCase() === 'content-type')?.value,
    })),
    failures: failures.map(({ source, error }) => `${source?.name}: ${error.message}`),
  };
}
