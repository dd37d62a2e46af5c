import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { KillMatrix } from './test/prove/kill-matrix.ts';
import base from './vitest.config.ts';

const PARTS = availableParallelism();

/** `npm run prove`: every fault of the sandbox against every check; `-- -t NAME` tries the faults of that name. */
export default defineConfig({
  ...base,
  test: {
    include: ['test/prove/*.test.ts'],
    testTimeout: 300_000,
    maxWorkers: PARTS,
    reporters: ['default', new KillMatrix()],
    projects: Array.from({ length: PARTS }, (_value, part) => ({
      extends: true as const,
      test: { name: `part ${part + 1}`, env: { PROVE_PART: String(part), PROVE_PARTS: String(PARTS) } },
    })),
  },
});
