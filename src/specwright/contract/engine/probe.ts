import type { Finding } from '../../report/finding.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { Skip, type Case, type Probe } from './case.ts';
import type { Listener, RunEvent } from './events.ts';
import type { Expectation } from './expectation.ts';
import { judge } from './judge.ts';
import { toSentRequest, type ApiRequest } from './request.ts';
import type { Session } from './session.ts';
import type { Gate } from './gate.ts';

/** Makes the probe of one case: sends, judges, keeps account, tells the listener. */
export function makeProbe(session: Session, gate: Gate, testCase: Case, emit: Listener): Probe {
  const probe: Probe = {
    session,
    async send(request, expectation) {
      if (gate.hopeless !== undefined) throw new Skip(gate.hopeless);
      const exchange = await carryOut(session, gate, request);
      const findings = judgeFor(session, testCase.id, exchange, expectation);
      session.workspace.observe(exchange);
      emit({ type: 'exchange', caseId: testCase.id, exchange, findings, expectation });
      return exchange;
    },
    passed: (transition) => emit({ type: 'transition', caseId: testCase.id, transition }),
    apart: () => apart(session, gate, testCase, emit),
  };
  return probe;
}

async function carryOut(session: Session, gate: Gate, request: ApiRequest): Promise<Exchange> {
  const { settings, transport, wire } = session;
  const sent = toSentRequest(request, settings.baseUrl, session.token);
  const carrier = request.via === 'wire' && wire !== undefined ? wire : transport;
  return gate.pass(request.operation ?? 'none', sent, () => carrier(sent, settings.timeout));
}

function judgeFor(
  session: Session,
  caseId: string,
  exchange: Exchange,
  expectation: Expectation,
): readonly Finding[] {
  const { api, settings, redactor } = session;
  const bench = {
    api,
    redactor,
    exact: settings.kind === 'sandbox',
    strict: settings.strict,
    maxLatency: settings.maxLatency,
  };
  return judge(bench, exchange, caseId, expectation);
}

function apart(session: Session, gate: Gate, testCase: Case, emit: Listener): ReturnType<Probe['apart']> {
  const held: RunEvent[] = [];
  const probe = makeProbe(session, gate, testCase, (event) => held.push(event));
  return {
    probe,
    flawed: () =>
      held.some(
        (event) => event.type === 'exchange' && event.findings.some(({ severity }) => severity === 'error'),
      ),
    keep: () => held.forEach(emit),
  };
}
