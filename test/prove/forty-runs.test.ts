import { expect, it } from 'vitest';
import { runCli } from '../run-cli.ts';

const RUNS = 40;
const AT_A_TIME = 4;

/** A busy machine is not a finding: runs of the embedded sandbox, as processes beside each other, are all green. */
it.runIf(Number(process.env['PROVE_PART'] ?? 0) === 0)(
  `${RUNS} runs of the faultless sandbox, ${AT_A_TIME} at a time, are green`,
  async () => {
    const codes: (number | null)[] = [];
    const worker = async (): Promise<void> => {
      while (codes.length < RUNS) {
        const place = codes.push(null) - 1;
        const { code, stdout } = await runCli(['verify'], { program: 'testing' });
        codes[place] = code;
        expect(stdout).toContain('The contract is honoured');
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    expect(codes).toEqual(Array.from({ length: RUNS }, () => 0));
  },
  1_800_000,
);
