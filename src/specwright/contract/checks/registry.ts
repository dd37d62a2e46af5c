import { consistentRefusal } from './consistent-refusal.ts';
import { headerValues } from './header-values.ts';
import { latency } from './latency.ts';
import { allowHeader } from './allow-header.ts';
import { answered } from './answered.ts';
import { bodySchema } from './body-schema.ts';
import { connectionKept } from './connection-kept.ts';
import { contentLengthHonest } from './content-length-honest.ts';
import { credentialsChecked } from './credentials-checked.ts';
import { emptyBody } from './empty-body.ts';
import { errorCodeAllowed } from './error-code-allowed.ts';
import { expectedErrorCode } from './expected-error-code.ts';
import { expectedStatus } from './expected-status.ts';
import { headerHygiene } from './header-hygiene.ts';
import { likeTheSamples } from './like-the-samples.ts';
import { linkedRecords } from './linked-records.ts';
import { mediaTypeDocumented } from './media-type-documented.ts';
import { mediaTypeHonest } from './media-type-honest.ts';
import { noContentOnWire } from './no-content-on-wire.ts';
import { noInternalsShown } from './no-internals-shown.ts';
import { noMarkupEchoed } from './no-markup-echoed.ts';
import { noRedirect } from './no-redirect.ts';
import { noSecretEchoed } from './no-secret-echoed.ts';
import { originNotTrusted } from './origin-not-trusted.ts';
import { otherReading } from './other-reading.ts';
import { refusalChangesNothing } from './refusal-changes-nothing.ts';
import { repeatChangesNothing } from './repeat-changes-nothing.ts';
import { requiredHeaders } from './required-headers.ts';
import { stateAfterCall } from './state-after-call.ts';
import { statusDocumented } from './status-documented.ts';
import { undocumentedProperties } from './undocumented-properties.ts';
import { violationRefused } from './violation-refused.ts';

/** Every check, in the order in which findings are shown. */
export const checks = [
  answered,
  statusDocumented,
  mediaTypeDocumented,
  mediaTypeHonest,
  bodySchema,
  undocumentedProperties,
  requiredHeaders,
  headerValues,
  emptyBody,
  errorCodeAllowed,
  expectedStatus,
  expectedErrorCode,
  violationRefused,
  credentialsChecked,
  stateAfterCall,
  linkedRecords,
  refusalChangesNothing,
  repeatChangesNothing,
  noSecretEchoed,
  noInternalsShown,
  noMarkupEchoed,
  originNotTrusted,
  allowHeader,
  noRedirect,
  noContentOnWire,
  contentLengthHonest,
  connectionKept,
  headerHygiene,
  likeTheSamples,
  otherReading,
] as const;

/** What there is to say of every check, those that look at a run as a whole included. */
export const checkDescriptions = [...checks, consistentRefusal, latency] as const;
export type CheckId = (typeof checkDescriptions)[number]['id'];
