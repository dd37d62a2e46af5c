import type { Api } from './api/api.ts';
import type { Check, CheckContext } from './checks/check.ts';
import type { CheckDescription } from './checks/description.ts';
import type { Case } from './engine/case.ts';
import type { Severity } from './engine/finding.ts';
import type { Leftover } from './engine/report.ts';
import type { Readings } from './engine/reading.ts';
import type { Session, SessionCore } from './engine/session.ts';
import type { ApiRequest } from './engine/request.ts';
import type { Exchange } from './exchange/exchange.ts';

/** What judging answers needs of a suite. */
export interface SuiteRules {
  readonly api: Api;
  /** Checks beside those of the engine: those that look at every answer, and those that expectations demand. */
  readonly checks: readonly (Check | CheckDescription)[];
  /** Where the publication leaves servers a choice. */
  readonly readings: Readings;
  /** The severity of a flaw on any target but the suite's sandbox, with the reading that it rests on. */
  soften?(context: CheckContext, check: string): { severity: Severity; reading: string } | undefined;
  /** Steps of the state model that a run can cover. */
  readonly transitions: readonly string[];
}

/**
 * What the engine needs from one API. `verify({ document })` makes one from an OpenAPI document; one written by
 * people knows what no document says. `T` is what the suite adds to the session for its own cases.
 */
export interface Suite<T = unknown> extends SuiteRules {
  /** Texts that outputs must not show. */
  readonly secrets: readonly (string | undefined)[];
  /** What the suite adds to the session. */
  open(core: SessionCore): T;
  cases(session: Session<T>): readonly Case<T>[];
  /** Runs before the first request. What it throws ends the run: nothing was sent. */
  setUp?(session: Session<T>): Promise<void> | void;
  /**
   * Runs before each request that a case sends. Throws {@link Skip} where the request is not allowed in the mode of
   * the run, and {@link StopRun} where going on could do harm. `send` carries out requests that no check looks at.
   */
  admit?(
    session: Session<T>,
    request: ApiRequest,
    send: (request: ApiRequest) => Promise<Exchange>,
  ): Promise<void> | void;
  /** Changes a request before it goes out, for a signature for example. */
  prepare?(request: ApiRequest): Promise<ApiRequest> | ApiRequest;
  /** Keeps account of what the run creates, from every exchange. */
  observe?(session: Session<T>, exchange: Exchange): void;
  /** Removes what the run created. Returns what it could not remove. */
  cleanUp?(session: Session<T>): Promise<readonly Leftover[]>;
  /** Runs after cleaning up. What it throws is noted in the report. */
  tearDown?(session: Session<T>): Promise<void> | void;
}
