import type { Level, Verdict } from '../level.ts';

/** A rule about what surrounds the schemas: paths, operations, parameters, bodies, answers, security. */
export interface ApiRule {
  readonly level: Level;
  /** What happened; `{was}`, `{is}` and `{subject}` are filled in. */
  readonly title: string;
  /** What follows for callers. */
  readonly reason: string;
  /** What a TypeScript caller does about it. */
  readonly fix?: string;
  /** What it does to the build of a TypeScript caller. Default: safe. */
  readonly typescript?: Exclude<Verdict, 'safe'>;
  /** No program notices it. */
  readonly semver?: 'patch';
}

const rule =
  (level: Level) =>
  (title: string, reason: string, rest: Omit<ApiRule, 'level' | 'title' | 'reason'> = {}): ApiRule => ({
    level,
    title,
    reason,
    ...rest,
  });
const breaking = rule('breaking');
const warning = rule('warning');
const info = rule('info');

/** Changes that concern more than requests or answers. */
const API = {
  'operation-added': info('the operation is new', 'Nobody calls it yet.'),
  'operation-removed': breaking('the operation is gone', 'Callers get 404 or 405.', {
    typescript: 'breaks',
    fix: 'Remove the call, or move it to what replaces the operation.',
  }),
  'operation-removed-with-deprecation': info(
    'the deprecated operation is gone',
    'It was announced as deprecated and its time is over.',
    { typescript: 'breaks', fix: 'Remove the call.' },
  ),
  'operation-removed-before-sunset': breaking(
    'the deprecated operation is gone before its sunset',
    'It went before the day that was announced.',
    { typescript: 'breaks', fix: 'Remove the call; ask the provider to keep it until the sunset.' },
  ),
  'operation-sunset-invalid': breaking(
    'the sunset {is} is not a date',
    'A sunset that is not a date announces nothing.',
  ),
  'draft-operation-removed': info(
    'the operation, a draft, is gone',
    'Its stability level promised nothing.',
    { typescript: 'breaks', fix: 'Remove the call.' },
  ),
  'operation-deprecated': info('the operation is deprecated', 'It works as before, and will go one day.', {
    fix: 'Plan the move to what replaces it.',
  }),
  'operation-reactivated': info(
    'the operation is no longer deprecated',
    'It is no longer announced as deprecated.',
  ),
  'operation-sunset-removed': breaking(
    'the sunset {was} is no longer stated',
    'The day until which it was promised is no longer stated.',
  ),
  'operation-sunset-moved-forward': warning(
    'the sunset moved to {is}, was {was}',
    'It will go earlier than announced.',
    { fix: 'Plan the move for the new day.' },
  ),
  'operation-sunset-passed': breaking(
    'the sunset {is} has passed already, was {was}',
    'The new sunset lies before the announced one and has passed.',
    { fix: 'Move to what replaces the operation now.' },
  ),
  'operation-stability-decreased': breaking(
    'the stability went from {was} to {is}',
    'The promise for this operation became weaker.',
  ),
  'operation-stability-increased': info(
    'the stability went from {was} to {is}',
    'The promise for this operation became stronger.',
  ),
  'operation-stability-invalid': breaking(
    'the stability level {is} is unknown',
    'The stability level is none of draft, alpha, beta and stable.',
  ),
  'operation-id-changed': info(
    'the client method is {is} now, was {was} (operationId)',
    'It does not go over the wire; the names of generated methods and types follow it.',
    { typescript: 'breaks', fix: 'Rename the generated method or type in the calls.' },
  ),
  'operation-id-removed': info(
    'the operationId {was} is gone',
    'It does not go over the wire; generated names follow it.',
    { typescript: 'breaks', fix: 'Use the name that the generator makes up now.' },
  ),
  'operation-id-added': info('the operationId {is} is new', 'It does not go over the wire.', {
    semver: 'patch',
  }),
  'operation-address-changed': breaking(
    'the operation is {is} now, was {was}',
    'Callers of the old address get 404 or 405.',
    { typescript: 'breaks', fix: 'Call the new method and path.' },
  ),
  'operation-moved': info(
    'the path is {is}, was {was}; with the server it is the same address',
    'Server URL and path together are the same address as before.',
  ),
  'tag-added': info('the tag {subject} is new', 'Tags order the documentation.', { semver: 'patch' }),
  'tag-removed': info('the tag {subject} is gone', 'Tags order the documentation.', { semver: 'patch' }),
  'tag-renamed': info('the tag is {is}, was {was}', 'Tags order the documentation.', { semver: 'patch' }),
  'description-changed': info(
    'the description changed',
    'Prose is not part of the contract; read it for what it announces.',
    { semver: 'patch' },
  ),
  'server-added': info('the server {subject} is new', 'The old addresses stay.', { semver: 'patch' }),
  'server-removed': warning(
    'the server {subject} is gone',
    'Callers that use this address may get no answer.',
    { fix: 'Set `baseUrl` to one of the documented servers.' },
  ),
  'version-changed': info('the version is {is}, was {was}', 'The version is a label.', { semver: 'patch' }),
  'schema-removed': info('the schema {subject} is gone from the components', 'No operation uses it.', {
    typescript: 'may-break',
    semver: 'patch',
    fix: 'Declare the type in your own code if you import it.',
  }),
  'media-type-parameters-changed': info(
    'the media type is written {is}, was {was}',
    'The form of the body is the same.',
  ),
  'security-scheme-added': info('the security scheme {subject} is new', 'Nothing asks for it by itself.'),
  'security-scheme-removed': info(
    'the security scheme {subject} is gone',
    'What operations ask for is reported with them.',
  ),
  'webhook-added': info(
    'the webhook {subject} is new',
    'Receivers that do not know it are not called more than before.',
  ),
  'webhook-removed': breaking(
    'the webhook {subject} is gone',
    'Receivers wait for a call that does not come.',
    { typescript: 'breaks', fix: 'Remove the receiver.' },
  ),
  'callback-added': info('the callback {subject} is new', 'Callers that do not ask for it are not called.'),
  'callback-removed': breaking(
    'the callback {subject} is gone',
    'Callers wait for a call that does not come.',
    { typescript: 'breaks', fix: 'Do without the callback.' },
  ),
};

/** Changes of requests. */
const REQUEST = {
  'parameter-required-added': breaking(
    'the required {is} parameter {subject} is new',
    'Callers do not send it yet, and the server now asks for it.',
    { typescript: 'breaks', fix: 'Pass the parameter in every call.' },
  ),
  'parameter-optional-added': info(
    'the optional {is} parameter {subject} is new',
    'Callers that do not send it are served as before.',
  ),
  'path-parameter-added': breaking('the path parameter {subject} is new', 'The address has a new part.', {
    typescript: 'breaks',
    fix: 'Pass the path parameter in every call.',
  }),
  'parameter-removed': breaking(
    'the {was} parameter {subject} is gone',
    'Callers that send it are refused or ignored.',
    { typescript: 'breaks', fix: 'Remove the parameter from the calls.' },
  ),
  'parameter-removed-with-deprecation': info(
    'the deprecated {was} parameter {subject} is gone',
    'It was announced as deprecated and its time is over.',
    { typescript: 'breaks', fix: 'Remove the parameter from the calls.' },
  ),
  'parameter-removed-before-sunset': breaking(
    'the deprecated {was} parameter {subject} is gone before its sunset',
    'It went before the day that was announced.',
    { typescript: 'breaks', fix: 'Remove the parameter from the calls.' },
  ),
  'draft-parameter-removed': info(
    'the {was} parameter {subject} of a draft is gone',
    'The stability level of its operation promised nothing.',
    { typescript: 'breaks', fix: 'Remove the parameter from the calls.' },
  ),
  'parameter-moved': breaking(
    'the parameter {subject} moved from {was} to {is}',
    'The server looks for it elsewhere.',
    { typescript: 'breaks', fix: 'Pass the parameter in its new place.' },
  ),
  'path-parameter-renamed': info(
    'the path parameter {was} is now called {is}',
    'The name of a path parameter does not go over the wire.',
    { typescript: 'breaks', fix: 'Rename the key in `params.path`.' },
  ),
  'parameter-became-required': breaking(
    'the parameter {subject} became required',
    'Callers that leave it out are refused.',
    { typescript: 'breaks', fix: 'Pass the parameter in every call.' },
  ),
  'parameter-became-optional': info(
    'the parameter {subject} became optional',
    'Callers that send it are served as before.',
  ),
  'parameter-serialization-changed': breaking(
    'the parameter {subject} is written in the style {is}, was {was}',
    'The same value is written differently over the wire.',
    { fix: 'Regenerate the client, which writes the new form.' },
  ),
  'parameter-empty-value-refused': breaking(
    'the parameter {subject} may no longer be empty',
    'Callers that send it without a value are refused.',
    { fix: 'Leave the parameter out instead of sending it empty.' },
  ),
  'parameter-empty-value-allowed': info(
    'the parameter {subject} may be empty',
    'Callers that send a value are served as before.',
  ),
  'parameter-reserved-characters-changed': warning(
    'the parameter {subject} encodes reserved characters differently',
    'Characters such as `/` and `?` are encoded differently.',
    { fix: 'Check values that hold reserved characters.' },
  ),
  'parameter-media-type-changed': breaking(
    'the parameter {subject} is written as {is}, was {was}',
    'The same value is written differently over the wire.',
    { typescript: 'may-break', fix: 'Regenerate the client, which writes the new form.' },
  ),
  'parameter-deprecated': info(
    'the parameter {subject} is deprecated',
    'It works as before, and will go one day.',
  ),
  'parameter-reactivated': info(
    'the parameter {subject} is no longer deprecated',
    'It is no longer announced as deprecated.',
  ),
  'parameter-sunset-removed': breaking(
    'the sunset {was} of the parameter {subject} is no longer stated',
    'The day until which it was promised is no longer stated.',
  ),
  'parameter-sunset-invalid': breaking(
    'the sunset {is} of the parameter {subject} is not a date',
    'A sunset that is not a date announces nothing.',
  ),
  'parameter-sunset-moved-forward': warning(
    'the sunset of the parameter {subject} moved to {is}, was {was}',
    'It will go earlier than announced.',
  ),
  'parameter-sunset-passed': breaking(
    'the sunset {is} of the parameter {subject} has passed already, was {was}',
    'The new sunset lies before the announced one and has passed.',
  ),
  'request-body-required-added': breaking(
    'a required request body is new',
    'Callers do not send a body yet, and the server now asks for one.',
    { typescript: 'breaks', fix: 'Pass `body` in every call.' },
  ),
  'request-body-optional-added': info(
    'an optional request body is new',
    'Callers that send no body are served as before.',
  ),
  'request-body-removed': breaking(
    'the request body is gone',
    'What callers say in the body is not read any more.',
    { typescript: 'breaks', fix: 'Remove `body` from the calls.' },
  ),
  'request-body-became-required': breaking(
    'the request body became required',
    'Callers that send no body are refused.',
    { typescript: 'breaks', fix: 'Pass `body` in every call.' },
  ),
  'request-body-became-optional': info(
    'the request body became optional',
    'Callers that send a body are served as before.',
  ),
  'request-media-type-added': info('the request may also be {subject}', 'The old media types stay.'),
  'request-media-type-removed': breaking(
    'the request may no longer be {subject}',
    'Bodies of this media type are refused.',
    { typescript: 'may-break', fix: 'Send one of the media types that are left.' },
  ),
  'request-media-type-changed': breaking(
    'the media type of the request is {is}, was {was}',
    'A parameter of the media type, such as a version, says that the body has another form.',
    { typescript: 'may-break', fix: 'Send the new form.' },
  ),
  'request-media-type-narrowed': breaking(
    'the request must be {is}, was {was}',
    'Fewer media types are taken than before.',
    { typescript: 'may-break', fix: 'Send the media type that is named now.' },
  ),
  'request-media-type-widened': info(
    'the request may be {is}, was {was}',
    'More media types are taken than before.',
  ),
  'request-encoding-changed': breaking(
    'the form part {subject} is written differently',
    'Parts of the form are written differently over the wire.',
    { fix: 'Regenerate the client, which writes the new form.' },
  ),
  'security-introduced': breaking('credentials are needed now', 'Calls without credentials are refused.', {
    fix: 'Give the client credentials.',
  }),
  'security-dropped': info('credentials are no longer needed', 'Credentials are not asked for any more.'),
  'security-alternative-added': info(
    'authenticating by {subject} is possible too',
    'The old ways to authenticate stay.',
  ),
  'security-alternative-removed': breaking(
    'authenticating by {subject} is no longer possible',
    'Callers that authenticate this way are refused.',
    { fix: 'Authenticate in one of the ways that are left.' },
  ),
  'security-alternative-relaxed': info(
    'authenticating by {subject} needs fewer schemes',
    'Callers that have more credentials than needed are served.',
  ),
  'security-scheme-demanded': breaking(
    'authenticating by {subject} needs a further scheme',
    'Callers lack the further credentials.',
    { fix: 'Give the client the further credentials.' },
  ),
  'security-scope-added': breaking(
    'authenticating by {subject} needs a further scope',
    'Tokens without the scope are refused.',
    { fix: 'Ask for the scope when getting the token.' },
  ),
  'security-scope-removed': info(
    'authenticating by {subject} needs fewer scopes',
    'Tokens with more scopes than needed are served.',
  ),
  'security-scheme-type-changed': breaking(
    'the security scheme {subject} is {is}, was {was}',
    'Credentials are of another kind.',
    { fix: 'Authenticate in the new way.' },
  ),
  'security-scheme-location-changed': breaking(
    'the key of the security scheme {subject} goes into {is}, was {was}',
    'The server looks for the key elsewhere.',
    { fix: 'Send the key in its new place.' },
  ),
  'security-scheme-key-name-changed': breaking(
    'the key of the security scheme {subject} is called {is}, was {was}',
    'The server looks for the key under another name.',
    { fix: 'Send the key under its new name.' },
  ),
  'security-scheme-http-scheme-changed': breaking(
    'the security scheme {subject} is HTTP {is}, was {was}',
    'The Authorization header has another form.',
    { fix: 'Authenticate in the new way.' },
  ),
  'security-scheme-bearer-format-changed': breaking(
    'tokens of the security scheme {subject} have the form {is}, was {was}',
    'Tokens of the old form may be refused.',
    { fix: 'Get a token of the new form.' },
  ),
  'security-scheme-discovery-url-changed': breaking(
    'the discovery address of the security scheme {subject} is {is}, was {was}',
    'Callers discover the provider at the old address.',
    { fix: 'Configure the new address.' },
  ),
  'security-scheme-authorization-url-changed': breaking(
    'the authorization address of the security scheme {subject} is {is}, was {was}',
    'Callers send people to the old address.',
    { fix: 'Configure the new address.' },
  ),
  'security-scheme-token-url-changed': breaking(
    'the token address of the security scheme {subject} is {is}, was {was}',
    'Callers ask the old address for tokens.',
    { fix: 'Configure the new address.' },
  ),
  'security-scheme-refresh-url-changed': breaking(
    'the refresh address of the security scheme {subject} is {is}, was {was}',
    'Callers refresh tokens at the old address.',
    { fix: 'Configure the new address.' },
  ),
  'security-scheme-flow-removed': breaking(
    'the flow {was} of the security scheme {subject} is gone',
    'Callers get tokens by this flow.',
    { fix: 'Get tokens by one of the flows that are left.' },
  ),
  'security-scheme-flow-added': info(
    'the flow {is} of the security scheme {subject} is new',
    'The old flows stay.',
  ),
  'security-scheme-scope-withdrawn': warning(
    'the scope {was} of the security scheme {subject} is gone',
    'Callers may ask for a scope that is not offered any more.',
    { fix: 'Ask for scopes that are offered.' },
  ),
  'security-scheme-scope-offered': info(
    'the scope {is} of the security scheme {subject} is new',
    'Nothing asks for it by itself.',
  ),
};

/** Changes of answers. */
const RESPONSE = {
  'response-success-status-removed': breaking(
    'the success status {subject} is gone',
    'Callers wait for this answer.',
    { typescript: 'breaks', fix: 'Handle the success statuses that are left.' },
  ),
  'response-success-status-widened': warning(
    'the success status {subject} is one of a range now',
    'Callers that wait for this very status may get another one of the range.',
    { fix: 'Handle every success status of the range.' },
  ),
  'response-error-status-removed': info(
    'the status {subject} is gone',
    'An error that does not come needs no handling.',
    { typescript: 'may-break', fix: 'Remove the branch that handles it.' },
  ),
  'response-success-status-added': info('the success status {subject} is new', 'The old answers stay.', {
    typescript: 'may-break',
    fix: 'Handle the new status where it matters.',
  }),
  'response-error-status-added': info('the status {subject} is new', 'Callers have to expect errors anyway.'),
  'response-media-type-added': info('the answer may also be {subject}', 'The old media types stay.'),
  'response-media-type-removed': breaking(
    'the answer is no longer available as {subject}',
    'Callers that ask for this media type get none.',
    { typescript: 'breaks', fix: 'Ask for and parse one of the media types that are left.' },
  ),
  'response-media-type-changed': breaking(
    'the media type of the answer is {is}, was {was}',
    'A parameter of the media type, such as a version, says that the body has another form.',
    { typescript: 'may-break', fix: 'Ask for and parse the new form.' },
  ),
  'response-media-type-widened': breaking(
    'the answer is {is}, was {was}',
    'The answer may come in a form that callers did not ask for.',
    { typescript: 'may-break', fix: 'Ask for the media type that you parse.' },
  ),
  'response-media-type-narrowed': info(
    'the answer is {is}, was {was}',
    'The answer is one of those that callers expected.',
  ),
  'response-header-added': info(
    'the header {subject} is new in the answer',
    'Callers that do not read it are served as before.',
  ),
  'response-header-removed': breaking(
    'the header {subject} is gone from the answer',
    'Callers that read the header find nothing.',
    { typescript: 'may-break', fix: 'Do without the header.' },
  ),
  'response-header-became-optional': breaking(
    'the header {subject} in the answer became optional',
    'Callers may find the header missing.',
    { fix: 'Handle a missing header.' },
  ),
  'response-header-became-required': info(
    'the header {subject} in the answer is always there',
    'The header is there more often than before.',
  ),
  'response-header-serialization-changed': breaking(
    'the header {subject} in the answer is written differently',
    'The same value is written differently over the wire.',
    { fix: 'Parse the new form.' },
  ),
  'response-link-removed': info(
    'the link {subject} is gone',
    'Links describe; they do not go over the wire.',
    { semver: 'patch' },
  ),
};

export const API_RULES = { none: API, request: REQUEST, response: RESPONSE };
export type ApiRuleId = keyof typeof API | keyof typeof REQUEST | keyof typeof RESPONSE;
