import type { Level, Verdict } from '../level.ts';
import { LIMITS, type LimitKeyword } from '../schema/limits.ts';

/** What a change does to the set of values that a schema lets through. */
export type Effect = 'narrows' | 'widens' | 'incomparable' | 'none';

/** Whether the schema describes requests or answers. */
export type Side = 'request' | 'response';

/** A level that is not what "a request may widen, a response may narrow" gives, and why. */
export interface Exception {
  readonly level: Level;
  readonly reason: string;
}

/**
 * What can happen to a schema, wherever it is used. The id of a rule is where the schema is used (`request`,
 * `parameter`, `response`, `header`) and the name here. `{it}` in a title is the place and the side, such as
 * "Task.note in the request".
 */
export interface SchemaRule {
  readonly effect: Effect;
  readonly title: string;
  /** Generated TypeScript types show it, so that its verdict follows from the effect. */
  readonly typed?: true;
  /** The verdict, where neither `typed` nor its absence gives it. `by-types`: the types before and after decide. */
  readonly typescript?: Verdict | 'by-types' | Readonly<Record<Side, Verdict>>;
  /** No program notices it. */
  readonly semver?: 'patch';
  /** It says nothing of which values are let through. */
  readonly note?: true;
  /** Why it cannot be decided whether the one lets through what the other does; the level is then the careful one. */
  readonly undecided?: string;
  readonly fix?: string | Readonly<Partial<Record<Side, string>>>;
  /** Exceptions for requests; `parameter` where parameters differ from bodies. */
  readonly request?: Exception;
  readonly parameter?: Exception;
  /** Exceptions for answers and their headers. */
  readonly response?: Exception;
}

type Rest = Omit<SchemaRule, 'effect' | 'title'>;

const rule =
  (effect: Effect) =>
  (title: string, rest: Rest = {}): SchemaRule => ({ effect, title, ...rest });
const narrows = rule('narrows');
const widens = rule('widens');
const changes = rule('incomparable');
const keeps = rule('none');

const exception =
  (level: Level) =>
  (reason: string): Exception => ({ level, reason });
const breaking = exception('breaking');
const warning = exception('warning');
const info = exception('info');

const STOP_USING = {
  request: 'Remove the property from the object you send.',
  response: 'Stop reading the property.',
};
const ADD_IT = { request: 'Add the property to every object you send.' };

const KEYWORD_RULES = {
  'type-widened': widens('{it} takes more types: {is}, was {was}', {
    typescript: 'by-types',
    fix: {
      request: 'Send a value of the new type where the compiler asks for it.',
      response: 'Check the type with `typeof` before you use the value.',
    },
  }),
  'type-narrowed': narrows('{it} takes fewer types: {is}, was {was}', {
    typescript: 'by-types',
    fix: { request: 'Send a value of one of the types that are left.' },
  }),
  'type-changed': changes('{it} changed its type from {was} to {is}', {
    typescript: 'by-types',
    fix: { request: 'Send a value of the new type.', response: 'Read the value as the new type.' },
  }),
  'became-nullable': widens('{it} may be null now', {
    typed: true,
    fix: { response: 'Handle `null` where you read the value.' },
  }),
  'became-not-nullable': narrows('{it} may no longer be null', {
    typed: true,
    fix: { request: 'Leave the value out instead of sending `null`.' },
  }),
  'never-allowed': narrows('{it} is not allowed any more', { typed: true }),
  'allowed-again': widens('{it} is allowed now', { typed: true }),
  'format-added': narrows('{it} must have the format {is}'),
  'format-removed': widens('{it} need no longer have the format {was}'),
  'format-widened': widens('{it} has the wider format {is}, was {was}'),
  'format-narrowed': narrows('{it} has the narrower format {is}, was {was}'),
  'format-changed': changes('{it} changed its format from {was} to {is}'),
  'enum-added': narrows('{it} must be one of {is}', { typed: true }),
  'enum-removed': widens('{it} is no longer limited to {was}', {
    typed: true,
    fix: { response: 'Add a default branch: any value may come.' },
    response: warning(
      'The list of values is gone: callers may receive values that they were not written for.',
    ),
  }),
  'enum-value-added': widens('{it} may also be {subject}', {
    typescript: { request: 'safe', response: 'may-break' },
    fix: { response: 'Add a `case` or a default branch for the value.' },
    response: warning(
      'A caller that handles every listed value meets one it does not know; a tolerant one does not mind.',
    ),
  }),
  'enum-value-removed': narrows('{it} may no longer be {subject}', {
    typescript: { request: 'breaks', response: 'may-break' },
    fix: { request: 'Send one of the values that are left.', response: 'Remove the branch for the value.' },
  }),
  'const-added': narrows('{it} must be {is}', { typed: true }),
  'const-removed': widens('{it} need no longer be {was}', { typed: true }),
  'const-changed': changes('{it} must be {is}, was {was}', { typed: true }),
  'extensible-enum-value-removed': changes('{it} no longer knows the value {subject}', {
    request: breaking('The server no longer takes a value that callers may send.'),
    response: info('Callers of an extensible list cope with values they do not meet.'),
  }),
  'extensible-enum-value-added': keeps('{it} knows the value {subject} too'),
  'multiple-of-set': narrows('{it} must be a multiple of {is}'),
  'multiple-of-unset': widens('{it} need no longer be a multiple of {was}'),
  'multiple-of-widened': widens('{it} must be a multiple of {is}, was {was}'),
  'multiple-of-narrowed': narrows('{it} must be a multiple of {is}, was {was}'),
  'multiple-of-changed': changes('{it} must be a multiple of {is}, was {was}'),
  'pattern-added': narrows('{it} must match {is}'),
  'pattern-removed': widens('{it} need no longer match {was}', {
    response: warning(
      'Callers seldom check the pattern of what they receive, but they may rely on its parts.',
    ),
  }),
  'pattern-changed': changes('{it} must match {is}, was {was}', {
    undecided: 'one regular expression may take all that another takes',
    response: warning('Two patterns cannot be compared; callers that rely on parts of the text should look.'),
  }),
  'unique-items-set': narrows('{it} may no longer repeat an item'),
  'unique-items-unset': widens('{it} may repeat an item'),
  'property-removed': keeps('the property {subject} is gone from {side}', {
    typescript: 'breaks',
    fix: STOP_USING,
    request: warning(
      'The server may ignore the property or use another one; what callers send there has no documented effect any more.',
    ),
    response: warning(
      'The property was optional, so a careful caller copes without it; one that reads it finds nothing.',
    ),
  }),
  'required-property-removed': widens('the required property {subject} is gone from {side}', {
    typescript: 'breaks',
    fix: STOP_USING,
    request: warning('Callers still send the property; the server may ignore it.'),
    response: breaking('The answer always had this property, and callers read it.'),
  }),
  'closed-property-removed': narrows(
    'the property {subject} is gone from {side}, which takes no other properties',
    { typescript: 'breaks', fix: STOP_USING },
  ),
  'optional-property-added': keeps('the optional property {subject} is new in {side}'),
  'required-property-added': narrows('the required property {subject} is new in {side}', {
    typed: true,
    fix: { request: 'Add the property to every object you send.' },
    request: breaking('Callers do not send the property yet, and the server now asks for it.'),
  }),
  'property-became-required': narrows('the property {subject} in {side} became required', {
    typed: true,
    fix: ADD_IT,
  }),
  'property-became-optional': widens('the property {subject} in {side} became optional', {
    typed: true,
    fix: { response: 'Handle `undefined` where you read the property.' },
  }),
  'undeclared-property-became-required': narrows(
    '{side} must have the property {subject}, which is not declared',
    {
      request: warning(
        'A required name is not declared as a property: an error in the document, or a new requirement.',
      ),
    },
  ),
  'property-became-read-only': changes('the property {subject} became read-only', {
    typescript: 'may-break',
    fix: { request: 'Stop sending the property; the server sets it.' },
    response: info('Answers carry the property as before.'),
  }),
  'property-became-not-read-only': keeps('the property {subject} is no longer read-only'),
  'required-property-became-not-read-only': narrows(
    'the required property {subject} is no longer read-only',
    {
      typed: true,
      fix: { request: 'Add the property to every object you send.' },
      response: info('Answers carry the property as before.'),
    },
  ),
  'property-became-write-only': changes('the property {subject} became write-only', {
    typescript: { request: 'safe', response: 'may-break' },
    fix: { response: 'Stop reading the property; answers do not carry it.' },
    request: info('Requests carry the property as before.'),
  }),
  'property-became-not-write-only': keeps('the property {subject} is no longer write-only'),
  'required-property-became-not-write-only': keeps(
    'the required property {subject} is no longer write-only',
    { response: warning('A value that answers never showed is in them now; callers may log or store it.') },
  ),
  'additional-properties-closed': narrows('{it} takes no undeclared properties any more', { typed: true }),
  'additional-properties-opened': keeps('{it} may have undeclared properties now'),
  'additional-properties-shape-added': narrows('undeclared properties of {it} must fit a schema now', {
    typed: true,
  }),
  'additional-properties-shape-removed': widens('undeclared properties of {it} may be anything now', {
    typed: true,
  }),
  'pattern-property-added': narrows('properties of {it} that match {subject} must fit a schema now', {
    typed: true,
  }),
  'pattern-property-removed': widens('properties of {it} that match {subject} may be anything now', {
    typed: true,
  }),
  'pattern-property-allowed': keeps('{it} may have properties that match {subject} now'),
  'pattern-property-refused': narrows('{it} takes no properties that match {subject} any more', {
    typed: true,
  }),
  'items-added': narrows('items of {it} must fit a schema now', { typed: true }),
  'items-removed': widens('items of {it} may be anything now', { typed: true }),
  'prefix-item-added': narrows('item {subject} of {it} must fit a schema now', { typed: true }),
  'prefix-item-removed': widens('item {subject} of {it} may be anything now', { typed: true }),
  'contains-added': narrows('{it} must contain an item of a certain kind'),
  'contains-removed': widens('{it} need no longer contain an item of a certain kind'),
  'property-names-added': narrows('names of properties of {it} must fit a schema now'),
  'property-names-removed': widens('names of properties of {it} are free now'),
  'unevaluated-items-added': narrows('further items of {it} must fit a schema now'),
  'unevaluated-items-removed': widens('further items of {it} are free now'),
  'unevaluated-properties-added': narrows('further properties of {it} must fit a schema now'),
  'unevaluated-properties-removed': widens('further properties of {it} are free now'),
  'content-schema-added': narrows('what the text {it} holds must fit a schema now'),
  'content-schema-removed': widens('what the text {it} holds is free now'),
  'if-added': narrows('{it} has a condition now'),
  'if-removed': widens('{it} has no condition any more'),
  'if-changed': changes('the condition of {it} changed', {
    undecided: 'the old and the new condition may hold for the same values',
    response: warning('Whether the condition covers more or less cannot be decided.'),
  }),
  'then-added': narrows('{it} must fit a further schema where its condition holds'),
  'then-removed': widens('{it} need not fit a further schema where its condition holds'),
  'else-added': narrows('{it} must fit a further schema where its condition does not hold'),
  'else-removed': widens('{it} need not fit a further schema where its condition does not hold'),
  'not-added': narrows('{it} excludes some values now'),
  'not-removed': widens('{it} no longer excludes some values'),
  'not-widened': narrows('{it} excludes other or more values', {
    undecided: 'the excluded values may be ones that were never let through',
  }),
  'not-narrowed': widens('{it} excludes fewer values'),
  'dependent-required-added': narrows('where {subject} is sent, {it} needs {is} too'),
  'dependent-required-removed': widens('where {subject} is sent, {it} no longer needs {was}'),
  'dependent-schema-added': narrows('where {subject} is sent, {it} must fit a further schema'),
  'dependent-schema-removed': widens('where {subject} is sent, {it} need not fit a further schema'),
  'content-encoding-changed': changes('the encoding of the text {it} changed from {was} to {is}'),
  'content-media-type-changed': changes('the media type of the text {it} changed from {was} to {is}'),
  'one-of-added': widens('{it} has the further alternative {subject}', { typed: true }),
  'one-of-removed': narrows('{it} lost the alternative {subject}', { typed: true }),
  'any-of-added': widens('{it} has the further alternative {subject}', { typed: true }),
  'any-of-removed': narrows('{it} lost the alternative {subject}', { typed: true }),
  'alternative-overlaps': narrows(
    '{it} must fit exactly one alternative, and what fits another one fits {subject} too',
  ),
  'alternative-undocumented': keeps('{it} no longer documents the alternative {subject}', {
    request: warning('The server may still take it, but nothing promises so any more.'),
  }),
  'choice-introduced': narrows('{it} must be one of several alternatives now', {
    typescript: { request: 'breaks', response: 'may-break' },
  }),
  'choice-dropped': widens('{it} need no longer be one of several alternatives', { typed: true }),
  'wrapped-in-one-of': changes('{it} became one of several alternatives', {
    typescript: { request: 'may-break', response: 'breaks' },
    response: breaking('The answer is now one of several objects, and the caller has to find out which.'),
  }),
  'any-of-became-one-of': keeps('{it} must fit exactly one alternative'),
  'one-of-became-any-of': keeps('{it} may fit several alternatives'),
  'all-of-added': narrows('{it} must fit the further schema {subject}', { typed: true }),
  'all-of-removed': widens('{it} need no longer fit the schema {subject}', { typed: true }),
  'discriminator-added': keeps('a property distinguishes the alternatives of {it} now', {
    typescript: 'may-break',
  }),
  'discriminator-removed': keeps('no property distinguishes the alternatives of {it} any more', {
    typescript: 'may-break',
  }),
  'discriminator-property-changed': changes(
    'the property {is} distinguishes the alternatives of {it}, was {was}',
    {
      typed: true,
      fix: {
        request: 'Set the property that names the alternative.',
        response: 'Switch on the property that names the alternative.',
      },
    },
  ),
  'discriminator-mapping-added': widens('the value {subject} names an alternative of {it} now'),
  'discriminator-mapping-removed': narrows('the value {subject} names no alternative of {it} any more', {
    typescript: 'may-break',
  }),
  'discriminator-mapping-changed': changes(
    'the value {subject} names another alternative of {it}: {is}, was {was}',
    { typescript: 'may-break' },
  ),
  'schema-added': narrows('{side} must fit a schema now', { typed: true }),
  'schema-removed': widens('{side} may be anything now', { typed: true }),
  'default-added': keeps('{it} has the default {is} now', {
    note: true,
    fix: { request: 'Send the value you need instead of relying on the default.' },
    request: info('Callers that leave the property out get a documented value.'),
    parameter: breaking(
      'Callers that leave the parameter out now get the default, where no value applied before.',
    ),
  }),
  'default-changed': keeps('{it} has the default {is}, was {was}', {
    note: true,
    fix: { request: 'Send the value you need instead of relying on the default.' },
    request: warning('Callers that leave the property out get another behaviour.'),
    parameter: breaking(
      'Callers that leave the parameter out get another behaviour without changing anything.',
    ),
  }),
  'default-removed': keeps('{it} has no default any more, was {was}', {
    note: true,
    fix: {
      request: 'Send the value you need instead of relying on the default.',
      response: 'Handle `undefined` where you read the value.',
    },
    request: warning('What happens when the property is left out is no longer documented.'),
    parameter: breaking('Callers that leave the parameter out can no longer count on the value.'),
  }),
  'property-deprecated': keeps('{it} is deprecated', { note: true }),
  'property-reactivated': keeps('{it} is no longer deprecated', { note: true }),
  'property-sunset-invalid': keeps('the sunset of {it} is not a date', {
    request: breaking('A sunset that is not a date announces nothing.'),
    response: breaking('A sunset that is not a date announces nothing.'),
  }),
  'property-stability-decreased': keeps('the stability of {it} went from {was} to {is}', {
    request: breaking('The promise for this property became weaker.'),
    response: breaking('The promise for this property became weaker.'),
  }),
  'property-stability-increased': keeps('the stability of {it} went from {was} to {is}'),
  'outside-reference-changed': keeps('{it} refers to {is} in another document, was {was}', {
    undecided: 'the other document is not read',
    typescript: 'may-break',
    request: warning('The schema is in another document, which is not compared.'),
    response: warning('The schema is in another document, which is not compared.'),
  }),
  'too-deep': keeps('{it} nests too deep to be compared further', {
    undecided: 'the schemas nest too deep to relate them to one another',
    request: warning('The schema nests deeper than is looked into.'),
    response: warning('The schema nests deeper than is looked into.'),
  }),
  'no-longer-documented': keeps('{it} is no longer documented; only samples show it', {
    note: true,
    request: warning('What the documentation drops may be refused, although samples still send it.'),
    response: warning('What the documentation drops may stay away, although samples still show it.'),
    fix: 'Ask the provider whether it goes or was renamed.',
  }),
  'description-changed': keeps('the description of {it} changed', { note: true, semver: 'patch' }),
} satisfies Readonly<Record<string, SchemaRule>>;

type LimitTopic = `${(typeof LIMITS)[LimitKeyword]['name']}-${'set' | 'unset' | 'increased' | 'decreased'}`;
export type SchemaTopic = keyof typeof KEYWORD_RULES | LimitTopic;

/** A higher maximum lets more through, a higher minimum less. */
function limitRules({ name, words, side }: (typeof LIMITS)[LimitKeyword]): [LimitTopic, SchemaRule][] {
  const [up, down] = side === 'upper' ? [widens, narrows] : [narrows, widens];
  return [
    [`${name}-set`, narrows(`{it} has a ${words} now: {is}`)],
    [`${name}-unset`, widens(`{it} has no ${words} any more, was {was}`)],
    [`${name}-increased`, up(`the ${words} of {it} went up from {was} to {is}`)],
    [`${name}-decreased`, down(`the ${words} of {it} went down from {was} to {is}`)],
  ];
}

export const SCHEMA_RULES: ReadonlyMap<string, SchemaRule> = new Map([
  ...Object.entries<SchemaRule>(KEYWORD_RULES),
  ...Object.values(LIMITS).flatMap(limitRules),
]);
