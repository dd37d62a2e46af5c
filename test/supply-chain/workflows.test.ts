import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
const WORKFLOWS = filesIn('.github/workflows', '.yml');
/** Recipes are copied, so they are held to the same rules. */
const RECIPES = ['docs/ci/github-actions.yml'];
const ACTIONS = filesIn('.github/actions', '/action.yml');
/** A third party's action is pinned to what was reviewed, and the tag is a comment for people and for Dependabot. */
const PINNED = /^\S+@[0-9a-f]{40} # v\d+(\.\d+)*$/;
const SECRET = /\$\{\{[^}]*\b(?:secrets\.|github\.token)/;
const TESTS = /\b(npm (ci|test|cit|install|run|start)|npx|vitest|\.ci\/run)\b/;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly permissions?: unknown;
  readonly env?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const jobsOf = (file: string): [string, Job][] => {
  const { jobs }: Workflow = parse(read(file));
  return Object.entries(jobs);
};

describe.each([...WORKFLOWS, ...RECIPES, ...ACTIONS])('%s', (file) => {
  it('pins every action to a commit, with the tag beside it', () => {
    const used = [...read(file).matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action = '']) => action);
    expect(used.filter((action) => !action.startsWith('./') && !PINNED.test(action))).toEqual([]);
  });

  it('puts no value of an event or of an output into a shell text', () => {
    const { jobs = {}, runs }: { jobs?: Record<string, Job>; runs?: Job } = parse(read(file));
    const steps = [...Object.values(jobs), ...(runs === undefined ? [] : [runs])].flatMap((job) => job.steps);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
  });
});

describe.each([...WORKFLOWS, ...RECIPES])('%s', (file) => {
  it('gives no right to the whole workflow, and few to each job', () => {
    const { permissions, env }: Workflow = parse(read(file));
    expect({ permissions, env }).toEqual({ permissions: {}, env: undefined });
    for (const [name, { permissions: own, 'timeout-minutes': limit }] of jobsOf(file)) {
      expect([name, own], 'each job names its rights').toEqual([name, expect.any(Object)]);
      expect(limit, name).toBeGreaterThan(0);
    }
  });

  it('shows secrets to single steps, and keeps them off command lines', () => {
    for (const [name, { env, steps }] of jobsOf(file)) {
      expect([name, JSON.stringify(env ?? {})]).toEqual([name, expect.not.stringMatching(SECRET)]);
      for (const step of steps) {
        expect(step.run ?? '').not.toMatch(SECRET);
        expect(JSON.stringify(step.with ?? {})).not.toMatch(SECRET);
      }
    }
  });

  it('leaves no credentials behind in the checkout of a job that only reads', () => {
    for (const [name, { permissions = {}, steps }] of jobsOf(file)) {
      const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'));
      if (checkout === undefined || Object.values(permissions).includes('write')) continue;
      expect([name, checkout.with?.['persist-credentials']]).toEqual([name, false]);
    }
  });

  it('runs nothing of the repository where it may publish', () => {
    for (const [name, { permissions = {}, steps }] of jobsOf(file)) {
      const publishes = 'id-token' in permissions || steps.some(({ env = {} }) => 'NODE_AUTH_TOKEN' in env);
      if (!publishes) continue;
      expect([name, steps.map(({ run = '' }) => run).filter((text) => TESTS.test(text))]).toEqual([name, []]);
      expect([name, steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))]).toEqual([
        name,
        [],
      ]);
    }
  });
});

it('a release states where the packages come from', () => {
  const publish = jobsOf('.github/workflows/release.yml').find(([name]) => name === 'publish')?.[1];
  expect(publish?.permissions).toMatchObject({ 'id-token': 'write' });
  expect(publish?.steps.map(({ run }) => run).join('\n')).toContain('--provenance');
});

it('the nightly run mutates every group', async () => {
  // @ts-expect-error the configuration of Stryker is plain JavaScript
  const { GROUPS }: { GROUPS: object } = await import('../../stryker.config.mjs');
  const { jobs } = parse(read('.github/workflows/nightly.yml'));
  expect(jobs.mutation.strategy.matrix.group).toEqual(Object.keys(GROUPS));
});
