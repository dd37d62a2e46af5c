import type { Level } from '../change.ts';

export interface Departure {
  readonly level: Level;
  /** Why the law of widening and narrowing does not decide. */
  readonly why: string;
}

const d = (level: Level, why: string): Departure => ({ level, why });

/** Rules whose level is not what "a request may widen, a response may narrow" gives, each with its reason. */
export const departures: Readonly<Record<string, Departure>> = {
  'response-enum-value-added': d(
    'warning',
    'A caller that handles every listed value meets one it does not know; a tolerant one does not mind.',
  ),
  'header-enum-value-added': d(
    'warning',
    'A caller that handles every listed value meets one it does not know; a tolerant one does not mind.',
  ),
  'response-enum-removed': d(
    'warning',
    'The list of values is gone: values that no caller was written for may come.',
  ),
  'header-enum-removed': d(
    'warning',
    'The list of values is gone: values that no caller was written for may come.',
  ),
  'response-pattern-removed': d(
    'warning',
    'Callers seldom check the pattern of what they receive, but they may rely on its parts.',
  ),
  'response-pattern-changed': d(
    'warning',
    'Two patterns cannot be compared; callers that rely on parts of the text should look.',
  ),
  'header-pattern-removed': d(
    'warning',
    'Callers seldom check the pattern of what they receive, but they may rely on its parts.',
  ),
  'header-pattern-changed': d(
    'warning',
    'Two patterns cannot be compared; callers that rely on parts of the text should look.',
  ),
  'request-property-removed': d(
    'warning',
    'The server may ignore the property or use another one; what callers send there has no documented effect any more.',
  ),
  'request-required-property-removed': d(
    'warning',
    'Callers still send the property; the server may ignore it.',
  ),
  'parameter-property-removed': d(
    'warning',
    'Callers may still send the property; the server may ignore it.',
  ),
  'parameter-required-property-removed': d(
    'warning',
    'Callers still send the property; the server may ignore it.',
  ),
  'response-property-removed': d(
    'warning',
    'The property was optional, so a careful caller copes without it; one that reads it finds nothing.',
  ),
  'header-property-removed': d('warning', 'The property was optional, so a careful caller copes without it.'),
  'response-required-property-removed': d(
    'breaking',
    'The answer always had this property, and callers read it.',
  ),
  'header-required-property-removed': d(
    'breaking',
    'The header always had this property, and callers read it.',
  ),
  'request-required-property-added': d(
    'breaking',
    'Callers do not send the property yet, and the server now asks for it.',
  ),
  'parameter-required-property-added': d(
    'breaking',
    'Callers do not send the property yet, and the server now asks for it.',
  ),
  'request-undeclared-property-became-required': d(
    'warning',
    'A name is required that no property declares: a slip of the document, or a new duty.',
  ),
  'parameter-undeclared-property-became-required': d(
    'warning',
    'A name is required that no property declares: a slip of the document, or a new duty.',
  ),
  'response-property-became-read-only': d('info', 'Answers carry the property as before.'),
  'response-required-property-became-not-read-only': d('info', 'Answers carry the property as before.'),
  'header-property-became-read-only': d('info', 'Answers carry the property as before.'),
  'request-property-became-write-only': d('info', 'Requests carry the property as before.'),
  'parameter-property-became-write-only': d('info', 'Requests carry the property as before.'),
  'response-required-property-became-not-write-only': d(
    'warning',
    'A value that answers never showed is in them now; callers may log or store it.',
  ),
  'request-extensible-enum-value-removed': d(
    'breaking',
    'The server no longer takes a value that callers may send.',
  ),
  'response-extensible-enum-value-removed': d(
    'info',
    'Callers of an extensible list cope with values they do not meet.',
  ),
  'header-extensible-enum-value-removed': d(
    'info',
    'Callers of an extensible list cope with values they do not meet.',
  ),
  'response-wrapped-in-one-of': d(
    'breaking',
    'The answer is now one of several objects, and the caller has to find out which.',
  ),
  'response-if-changed': d('warning', 'Whether the condition covers more or less cannot be decided.'),
  'request-default-added': d('info', 'Callers that leave the property out get a documented value.'),
  'request-default-changed': d('warning', 'Callers that leave the property out get another behaviour.'),
  'request-default-removed': d(
    'warning',
    'What happens when the property is left out is no longer documented.',
  ),
  'parameter-default-added': d(
    'breaking',
    'Callers that leave the parameter out now get the default, where no value applied before.',
  ),
  'parameter-default-changed': d(
    'breaking',
    'Callers that leave the parameter out get another behaviour without changing anything.',
  ),
  'parameter-default-removed': d(
    'breaking',
    'Callers that leave the parameter out can no longer count on the value.',
  ),
  'response-outside-reference-changed': d(
    'warning',
    'The schema stands in another document, which is not compared.',
  ),
  'request-outside-reference-changed': d(
    'warning',
    'The schema stands in another document, which is not compared.',
  ),
  'parameter-outside-reference-changed': d(
    'warning',
    'The schema stands in another document, which is not compared.',
  ),
  'request-too-deep': d('warning', 'The schema nests deeper than is looked into.'),
  'response-too-deep': d('warning', 'The schema nests deeper than is looked into.'),
  'request-property-sunset-invalid': d('breaking', 'A sunset that is no date announces nothing.'),
  'response-property-sunset-invalid': d('breaking', 'A sunset that is no date announces nothing.'),
  'request-property-stability-decreased': d('breaking', 'The promise for this property became weaker.'),
  'response-property-stability-decreased': d('breaking', 'The promise for this property became weaker.'),
};
