import { withRefusal } from '../api/refused.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Suite } from '../suite.ts';
import { Skip, type CaseInfo, type Probe, type Trial } from './case.ts';
import type { Listener, RunEvent } from './events.ts';
import type { Gate } from './gate.ts';
import { judge } from './judge.ts';
import { toSentRequest, type ApiRequest } from './request.ts';
import type { Session } from './session.ts';

/** What all cases of a run go through. */
export interface Run<T> {
  readonly suite: Suite<T>;
  readonly session: Session<T>;
  readonly gate: Gate;
  readonly signal?: AbortSignal | undefined;
}

/** Makes the probe of one case: sends, judges, keeps account, informs the listener. */
export function makeProbe<T>(run: Run<T>, testCase: CaseInfo, emit: Listener): Probe<T> {
  const { suite, session, gate } = run;
  const { settings, redactor } = session;
  const bench = { suite, redactor, exact: settings.kind === 'sandbox', strict: settings.strict };
  return {
    session,
    async send(request, expectation) {
      if (gate.hopeless !== undefined) throw new Skip(gate.hopeless);
      await suite.admit?.(session, request, (own) => carryOut(run, own));
      // Another case may have stopped the run meanwhile.
      if (gate.stopped !== undefined) throw new Skip(gate.stopped);
      const exchange = await carryOut(run, request);
      const findings = judge(bench, exchange, testCase.id, expectation);
      suite.observe?.(session, exchange);
      emit({ type: 'exchange', caseId: testCase.id, exchange, findings, expectation });
      return exchange;
    },
    passed: (transition) => emit({ type: 'transition', caseId: testCase.id, transition }),
    apart: () => apart(run, testCase, emit),
  };
}

async function carryOut<T>({ suite, session, gate }: Run<T>, asked: ApiRequest): Promise<Exchange> {
  const { settings, transport, wire } = session;
  const request = (await suite.prepare?.(asked)) ?? asked;
  const sent = toSentRequest(request, settings.baseUrl, session.token);
  const carrier = request.via === 'wire' && wire !== undefined ? wire : transport;
  const exchange = await gate.pass(request.operation ?? 'none', sent, () => carrier(sent, settings.timeout));
  const { answer } = exchange;
  return answer === undefined
    ? exchange
    : { ...exchange, answer: withRefusal(session.api, request.operation ?? request.envelope, answer) };
}

function apart<T>(run: Run<T>, testCase: CaseInfo, emit: Listener): Trial<T> {
  const held: RunEvent[] = [];
  return {
    probe: makeProbe(run, testCase, (event) => held.push(event)),
    flawed: () =>
      held.some(
        (event) => event.type === 'exchange' && event.findings.some(({ severity }) => severity === 'error'),
      ),
    keep: () => held.forEach(emit),
  };
}
