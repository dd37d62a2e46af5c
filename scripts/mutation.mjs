/**
 * What this repository adds to Stryker: a sample of a group's mutants in place of all of them, and a page with the
 * scores. Stryker loads plugins without a compiler, so this is plain JavaScript.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { format, resolveConfig } from 'prettier';

const ROOT = path.resolve(import.meta.dirname, '..');
const NOT_DRAWN = 'not in the sample';
const HEAD = `# How many changes the tests notice

Stryker changes the code in one place at a time (a mutant), and runs the tests that reach the place. The score is the
share of mutants that make a test fail. Where fewer mutants were tried than there are, they were drawn by a seed, and
the range is the 95 % interval of the score. This page is written by
\`MUTATION_GROUP=NAME MUTATION_PAGE=docs/results/mutation.md npm run mutation\`.

| code | mutants | tried | noticed | score | 95 % interval | floor |
| --- | --: | --: | --: | --: | --- | --: |
`;

/**
 * The ids of the mutants that a seed draws. A mutant's rank depends on itself alone: a changed line changes the sample by the
 * mutants of this line.
 * @param {readonly import('@stryker-mutator/api/core').Mutant[]} mutants
 * @param {number} size
 * @param {string} seed
 */
export function draw(mutants, size, seed) {
  const rank = ({ fileName, location, mutatorName, replacement }) =>
    createHash('sha256')
      .update(JSON.stringify([seed, path.relative(ROOT, fileName), location, mutatorName, replacement]))
      .digest('hex');
  const ranked = mutants.map((mutant) => ({ id: mutant.id, rank: rank(mutant) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, size).map(({ id }) => id));
}

/**
 * Wilson's 95 % interval of a share, in per cent.
 * @param {number} hits
 * @param {number} total
 */
export function intervalOf(hits, total) {
  const z = 1.96;
  const share = hits / total;
  const middle = share + z ** 2 / (2 * total);
  const reach = z * Math.sqrt((share * (1 - share)) / total + (z / (2 * total)) ** 2);
  return [middle - reach, middle + reach].map((bound) => (100 * bound) / (1 + z ** 2 / total));
}

/** One row of the page. */
export function rowOf({ name, mutants, tried, noticed, floor }) {
  const [low, high] = intervalOf(noticed, tried).map((bound) => bound.toFixed(1));
  const interval = tried < mutants ? `${low} to ${high} %` : 'all tried';
  const score = `${((100 * noticed) / tried).toFixed(1)} %`;
  return `| ${[name, mutants, tried, noticed, score, interval, `${floor} %`].join(' | ')} |`;
}

/** The page with the row of one group replaced. */
export function pageWith(page, row) {
  const nameOf = (line) => line.split('|')[1]?.trim();
  const rows = page.split('\n').filter((line) => /^\| [a-z]+ +\| +\d/.test(line));
  const others = rows.filter((line) => nameOf(line) !== nameOf(row));
  return `${HEAD}${[...others, row].sort().join('\n')}\n`;
}

/** Passes the mutants of the sample on. Stryker leaves those that "do not compile" out of the score. */
class Sample {
  #drawn = new Set();

  async init() {}

  // Stryker calls this once, with every mutant, and `check` in the same process while there is one checker.
  async group(mutants) {
    const size = Number(process.env.MUTATION_SAMPLE);
    this.#drawn = draw(mutants, size, process.env.MUTATION_SEED ?? '1');
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    const left = { status: 'compileError', reason: NOT_DRAWN };
    return Object.fromEntries(
      mutants.map(({ id }) => [id, this.#drawn.has(id) ? { status: 'passed' } : left]),
    );
  }
}

/** Prints the score as a row of the page, and writes it there with `MUTATION_PAGE`. */
class Score {
  #row = '';

  constructor(options) {
    this.options = options;
  }

  onMutationTestReportReady(_report, { systemUnderTestMetrics: { metrics } }) {
    this.#row = rowOf({
      name: process.env.MUTATION_GROUP,
      mutants: metrics.totalValid + metrics.compileErrors,
      tried: metrics.totalValid,
      noticed: metrics.totalDetected,
      floor: this.options.thresholds.low,
    });
    process.stdout.write(`${this.#row}\n`);
  }

  async wrapUp() {
    const file = process.env.MUTATION_PAGE;
    if (file === undefined) return;
    const page = pageWith(existsSync(file) ? readFileSync(file, 'utf8') : '', this.#row);
    const style = await resolveConfig(path.join(ROOT, 'README.md'));
    writeFileSync(file, await format(page, { ...style, parser: 'markdown' }));
  }
}
Score.inject = ['options'];

export const strykerPlugins = [
  { kind: 'Checker', name: 'sample', injectableClass: Sample },
  { kind: 'Reporter', name: 'score', injectableClass: Score },
];
