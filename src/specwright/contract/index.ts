/**
 * Contract verification: proves that a server honours an OpenAPI document, or a suite written by people.
 *
 * `verify({ target, document })` is all that most callers need. Those who know more of an API than its document
 * says write a {@link Suite}: cases, checks, a state model, readings, and how to clean up.
 */
export { verify } from './verify.ts';
export { SetupError } from './engine/setup-error.ts';
export type { RunOptions, VerifyOptions } from './options.ts';
export { contractTests } from './contract-tests.ts';
export type { ContractTestOptions, TestFunction, TestOptions } from './contract-tests.ts';
export { UnreachableError } from './engine/reachable.ts';
export { SpecError } from './api/document-api.ts';

// What a run found.
export type {
  CaseReport,
  Consequence,
  Doubt,
  Leftover,
  Report,
  ReportedFinding,
  ShownExchange,
  Summary,
  Verdict,
} from './engine/report.ts';
export { coverageKinds, type Coverage, type CoverageKind, type KindCoverage } from './engine/coverage.ts';
export type { Listener, Outcome, RunEvent } from './engine/events.ts';
export type { Finding, Severity } from './engine/finding.ts';
export { exitCode, type VerifyExitCode } from './exit-code.ts';
export { applyBaseline, requireCoverage } from './baseline.ts';
export { suggestOverlay } from './suggest.ts';
export { withCollectionLines } from './collection-lines.ts';
export { checkDescriptions, checks, type CheckId } from './checks/registry.ts';
export { contractView } from './report-view.ts';
export { render } from '../report/render.ts';
export { FORMATS, type Format } from '../report/formats.ts';
export type { ReportMeta } from '../report/view.ts';

// Traffic of others.
export { PassiveChecker, type PassiveOptions } from './traffic/passive.ts';
export { startProxy, type Proxy } from './transports/proxy.ts';
export { readTraffic, TrafficError, writeEntry } from './traffic/har.ts';
export { Redactor } from './exchange/redact.ts';
export type { Answer, Exchange, SentRequest } from './exchange/exchange.ts';
export { rootMessage, type Fetch } from './transports/fetch-transport.ts';

// For generated clients.
export { clientTests, type Arrival, type ClientTestOptions, type TestedClient } from './client-tests.ts';

// For those who write a suite.
export type { Suite, SuiteRules } from './suite.ts';
export { documentSuite } from './document-suite.ts';
export type { DocumentHooks, DocumentProfile, Knowledge } from './document/knowledge.ts';
export { documentApi } from './api/document-api.ts';
export type { Api, SchemaError } from './api/api.ts';
export { readSchemaError, type RawSchemaError } from './api/schema-error.ts';
export { schemaReader } from './api/schema-of.ts';
export { Skip, StopRun, sources } from './engine/case.ts';
export type { Case, CaseInfo, Impact, Lack, Probe, Source, Trial, Turn } from './engine/case.ts';
export { expectRefusal, expectStatus } from './engine/expectation.ts';
export type {
  AcceptedAnswer,
  AcceptedValue,
  Demand,
  Expectation,
  ViolationKind,
  StateExpectation,
} from './engine/expectation.ts';
export { matchAnswer } from './engine/match-answer.ts';
export { toSentRequest, type ApiRequest, type Credentials } from './engine/request.ts';
export type { Reading, Readings } from './engine/reading.ts';
export type { Mode, Session, SessionCore, Settings, TargetKind } from './engine/session.ts';
export { answerCheck, type AnswerContext, type Check, type CheckContext } from './checks/check.ts';
export { describeCheck, type CheckDescription, type Flaw, type Suggestion } from './checks/description.ts';
export { responsePointer } from './api/pointers.ts';
export { factorsOf, samples, type Factor, type Vocabulary } from './schema/factors.ts';
export { mutate, mutations, type Mutation, type MutationKind } from './schema/mutations.ts';
export { pairwise, type Row } from './schema/pairwise.ts';
export { placeName, valueAt, withValue, type Place } from './schema/place.ts';
export { seededRandom } from '../base/random.ts';
export { isObject, objectAt, own, ownList, ownObject, ownString } from '../base/json.ts';
export type { Json, JsonObject, JsonSchema } from '../base/json.ts';
export { lookUp } from '../openapi/reference.ts';
export type { MediaTypeDescriptor, OperationDescriptor } from '../openapi/operation.ts';
