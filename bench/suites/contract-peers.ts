import { fork } from 'node:child_process';
import path from 'node:path';
import { subjects } from '../../test/servers/subjects.ts';
import { OURS, TESTERS } from '../contenders/document-testers.ts';
import { firstLine } from '../load-peer.ts';
import { fold } from '../measure.ts';
import type { Verdict } from '../process/judge-servers.ts';
import type { Absent, Suite, Table } from '../suite.ts';

/** Every how manieth fault of a server is tried. */
const STEP = { full: 25, quick: 40 } as const;
const ALL = 'all';

export const contractPeers: Suite = {
  name: 'contract-peers',
  async run({ quick }) {
    const step = quick ? STEP.quick : STEP.full;
    const absent: Absent[] = [
      { contender: 'Schemathesis', why: 'a Python package; this bench installs from npm' },
    ];
    const ready: string[] = [];
    const verdicts: Verdict[] = [];
    await Promise.all(
      Object.keys(TESTERS).map(async (tool) => {
        try {
          verdicts.push(...(await judgeAll(tool, step)));
          ready.push(tool);
        } catch (error) {
          absent.push({ contender: tool, why: firstLine(error) });
        }
      }),
    );
    const contenders = Object.keys(TESTERS).filter((tool) => ready.includes(tool));
    const notes = Object.fromEntries(contenders.map((name) => [name, reasons(verdicts, name)]));
    const tried = verdicts.filter(({ tool }) => tool === OURS).reduce((sum, one) => sum + one.tried, 0);
    const table = (title: string, better: Table['better'], of: (verdict: Verdict) => number): Table => ({
      title,
      unit: better === 'lower' ? 'complaints' : 'faults',
      better,
      baseline: better === 'lower' ? 'none' : OURS,
      measurements: [...subjects.map(({ name }) => name), ALL].flatMap((group) =>
        contenders.map((name) => {
          const own = verdicts.filter(
            ({ tool, server }) => tool === name && (group === ALL || group === server),
          );
          return fold(group, name, [own.reduce((sum, verdict) => sum + of(verdict), 0)]);
        }),
      ),
      notes,
    });
    return {
      title: 'Contract runs against servers on real frameworks',
      method: [
        'The applications of test/servers (Fastify, Express, NestJS, plain Node, Hono); each tool is given the OpenAPI document and the credentials, no hook and no example. Every run has a fresh server.',
        `Faults: every ${step}th of each application, one at a time, ${tried} in all. A fault is found when the tool complains of something that it does not complain of without the fault.`,
        'A complaint about a server without a fault is a false alarm: somebody has to read it, and the next one with it. Complaints that read alike count once.',
        'Dredd, Portman and Specmatic reach the servers through a gateway that adds the credentials of each operation; Dredd is given an id for every path parameter. Prism checks the traffic of our run, as it makes none of its own.',
      ],
      tables: [
        table('Complaints about the servers without a fault', 'lower', ({ clean }) => clean),
        table(`Faults found of ${tried}`, 'higher', ({ found }) => found),
      ],
      goals: [],
      absent,
    };
  },
};

/** A process for each tool: counting faults is not timed, and all work side by side. */
function judgeAll(tool: string, step: number): Promise<Verdict[]> {
  return new Promise((resolve, reject) => {
    const file = path.join(import.meta.dirname, '../process/judge-servers.ts');
    const child = fork(file, [tool, `${step}`], { stdio: ['ignore', 2, 2, 'ipc'] });
    const verdicts: Verdict[] = [];
    child.on('message', (verdict: Verdict) => {
      process.stderr.write(`bench: ${JSON.stringify(verdict)}\n`);
      verdicts.push(verdict);
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve(verdicts) : reject(new Error(`it ended with code ${code}`)),
    );
  });
}

function reasons(verdicts: readonly Verdict[], name: string): string {
  return verdicts
    .filter(({ tool, why }) => tool === name && why !== undefined)
    .map(({ server, why }) => `could not test ${server}: ${why}`)
    .join('; ');
}
