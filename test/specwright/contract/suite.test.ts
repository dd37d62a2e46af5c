import { expect, test } from 'vitest';
import {
  answerCheck,
  documentSuite,
  expectStatus,
  SetupError,
  verify,
  type Case,
  type Suite,
} from '../../../src/specwright/contract/index.ts';
import { honest, pets, serve } from './pets.ts';

/** What the cases of this suite share. */
interface Zoo {
  readonly made: string[];
}

const addPet: Case<Zoo> = {
  id: 'positive/add-pet',
  source: 'positive',
  title: 'a pet is taken in',
  operation: 'addPet',
  impact: 'own',
  turn: 'together',
  run: async ({ send, passed }) => {
    const body = { name: 'Tom', kind: 'cat' };
    const request = { operation: 'addPet', method: 'POST', path: '/v2/pets', body };
    await send(request, expectStatus(201, 'the pet is complete'));
    passed('none addPet');
  },
};

const noTom = answerCheck(
  {
    id: 'no-tom',
    severity: 'error',
    elsewhere: 'warning',
    what: 'No pet is called Tom.',
    why: 'Every second one is.',
    fix: 'Think of another name.',
  },
  function* ({ answer }) {
    if (answer.text.includes('Tom'))
      yield { title: 'a pet is called Tom', expected: 'another name', actual: 'Tom', essence: 'tom' };
  },
);

function zooSuite(rest: Partial<Suite<Zoo>> = {}): Suite<Zoo> {
  return {
    ...documentSuite(pets),
    transitions: ['none addPet'],
    checks: [noTom],
    open: () => ({ made: [] }),
    cases: () => [addPet],
    observe: ({ made }, { request }) => void made.push(request.method),
    ...rest,
  };
}

test('a suite brings cases, checks, a state model, an account of its own and its clean-up', async () => {
  await using server = await serve(honest);
  const suite = zooSuite({ cleanUp: async ({ made }) => made.map((id) => ({ id })) });
  const report = await verify({ target: server.url, suite });
  expect(report.cases.map(({ id }) => id)).toEqual(['positive/add-pet']);
  expect(report.leftovers).toEqual([{ id: 'POST' }]);
  expect(report.coverage.kinds.transition).toMatchObject({ covered: 1, total: 1 });
  expect(report.findings).toMatchObject([{ check: 'no-tom', severity: 'warning' }]);
});

test('on the sandbox of the suite its checks are as strict as they can be', async () => {
  await using server = await serve(honest);
  const report = await verify({ target: server.url, suite: zooSuite(), sandbox: true });
  expect(report).toMatchObject({ verdict: 'broken', findings: [{ check: 'no-tom', severity: 'error' }] });
});

test('a set-up that throws at once ends the run before anything is sent', async () => {
  let asked = 0;
  await using server = await serve((request, body, response) => {
    asked += request.url === '/' ? 0 : 1;
    return honest(request, body, response);
  });
  const suite = zooSuite({
    setUp: () => {
      throw new Error('no key to the zoo');
    },
  });
  await expect(verify({ target: server.url, suite })).rejects.toThrow(SetupError);
  expect(asked).toBe(0);
});

test('a tear-down that throws at once is a note in the report', async () => {
  await using server = await serve(honest);
  const suite = zooSuite({
    tearDown: () => {
      throw new Error('the gate is stuck');
    },
  });
  const report = await verify({ target: server.url, suite });
  expect(report.notices).toEqual(['the hook teardown failed: the gate is stuck']);
});
