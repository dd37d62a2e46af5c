/** Lets one tool test every application, clean and with every so manieth fault, and hands the verdicts to the parent. */
import type { Subject } from '../../test/servers/subject.ts';
import { subjects } from '../../test/servers/subjects.ts';
import { TESTERS, type Tester } from '../contenders/document-testers.ts';
import { firstLine } from '../load-peer.ts';
import { startGateway } from './credential-gateway.ts';

/** What one tool said of one server. */
export interface Verdict {
  readonly tool: string;
  readonly server: string;
  /** Different complaints about the server without a fault. */
  readonly clean: number;
  readonly tried: number;
  readonly found: number;
  /** Why it could not test the server at all. */
  readonly why?: string;
}

const [tool = '', every = '1'] = process.argv.slice(2);
const step = Number(every);
const make = TESTERS[tool];
if (make === undefined || process.send === undefined)
  throw new Error(`no tool "${tool}", or no parent process`);
const made = await make();
for (const subject of subjects) process.send(await judge(made, subject));
process.exit(0);

async function judge(tester: Tester, subject: Subject): Promise<Verdict> {
  const faults = subject.faults.filter((_, index) => index % step === step - 1);
  const base = { tool, server: subject.name, tried: faults.length };
  try {
    const clean = new Set(await complaints(tester, subject));
    let found = 0;
    for (const fault of faults) {
      const told = await complaints(tester, subject, fault).catch((error: unknown) => [firstLine(error)]);
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
