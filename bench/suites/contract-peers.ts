import { subjects } from '../../test/servers/subjects.ts';
import type { Subject } from '../../test/servers/subject.ts';
import { documentTesters, OURS, type Tester } from '../contenders/document-testers.ts';
import { firstLine } from '../load-peer.ts';
import { fold } from '../measure.ts';
import { startGateway } from '../process/credential-gateway.ts';
import type { Suite, Table } from '../suite.ts';

/** Every how manieth fault of a server is tried. */
const STEP = { full: 25, quick: 40 } as const;
const ALL = 'all';

/** What one tool said of one server. */
interface Verdict {
  readonly tool: string;
  readonly server: string;
  /** Different complaints about the server without a fault. */
  readonly clean: number;
  readonly tried: number;
  readonly found: number;
  /** Why it could not test the server at all. */
  readonly why?: string;
}

export const contractPeers: Suite = {
  name: 'contract-peers',
  async run({ quick }) {
    const { ready, absent } = await documentTesters();
    const step = quick ? STEP.quick : STEP.full;
    const verdicts: Verdict[] = [];
    // Counting faults is not timed: every tool has a server of its own, and all work side by side.
    await Promise.all(
      ready.map(async (tool) => {
        for (const subject of subjects) {
          const verdict = await judge(tool, subject, step);
          process.stderr.write(`bench: ${JSON.stringify(verdict)}\n`);
          verdicts.push(verdict);
        }
      }),
    );
    const notes = Object.fromEntries(ready.map(({ name }) => [name, reasons(verdicts, name)]));
    const tried = verdicts.filter(({ tool }) => tool === OURS).reduce((sum, one) => sum + one.tried, 0);
    const table = (title: string, better: Table['better'], of: (verdict: Verdict) => number): Table => ({
      title,
      unit: better === 'lower' ? 'complaints' : 'faults',
      better,
      baseline: better === 'lower' ? 'none' : OURS,
      measurements: [...subjects.map(({ name }) => name), ALL].flatMap((group) =>
        ready.map(({ name }) => {
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

async function judge(tool: Tester, subject: Subject, step: number): Promise<Verdict> {
  const faults = subject.faults.filter((_, index) => index % step === step - 1);
  const base = { tool: tool.name, server: subject.name, tried: faults.length };
  try {
    const clean = new Set(await complaints(tool, subject));
    let found = 0;
    for (const fault of faults) {
      const told = await complaints(tool, subject, fault).catch((error: unknown) => [firstLine(error)]);
      if (told.some((one) => !clean.has(one))) found += 1;
    }
    return { ...base, clean: clean.size, found };
  } catch (error) {
    return { ...base, clean: 0, found: 0, why: firstLine(error) };
  }
}

async function complaints({ run }: Tester, subject: Subject, fault?: string): Promise<readonly string[]> {
  const { auth } = subject;
  const { url, document, close } = await subject.start(fault);
  const gateway = await startGateway(url, document, auth);
  try {
    return await run({ url, openUrl: gateway.url, document, auth });
  } finally {
    await gateway.close();
    await close();
  }
}

function reasons(verdicts: readonly Verdict[], name: string): string {
  return verdicts
    .filter(({ tool, why }) => tool === name && why !== undefined)
    .map(({ server, why }) => `could not test ${server}: ${why}`)
    .join('; ');
}
