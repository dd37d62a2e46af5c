import type { Level, Verdict } from '../level.ts';

/** A rule about what surrounds the schemas: paths, operations, parameters, bodies, answers, security. */
export interface ApiRule {
  /** Default: info. */
  readonly level?: Exclude<Level, 'info'>;
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

type Rules = Readonly<Record<string, ApiRule>>;

/** Changes that concern neither what is sent nor what is received alone. */
const API = {
  'operation-added': {
    title: 'the operation is new',
    reason: 'Nobody calls it yet.',
  },
  'operation-removed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the operation is gone',
    reason: 'Callers get 404 or 405.',
    fix: 'Remove the call, or move it to what replaces the operation.',
  },
  'operation-removed-with-deprecation': {
    typescript: 'breaks',
    title: 'the deprecated operation is gone',
    reason: 'It was announced as deprecated and its time is over.',
    fix: 'Remove the call.',
  },
  'operation-removed-before-sunset': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the deprecated operation is gone before its sunset',
    reason: 'It went before the day that was announced.',
    fix: 'Remove the call; ask the provider to keep it until the sunset.',
  },
  'operation-sunset-invalid': {
    level: 'breaking',
    title: 'the sunset {is} is not a date',
    reason: 'A sunset that is not a date announces nothing.',
  },
  'draft-operation-removed': {
    typescript: 'breaks',
    title: 'the operation, a draft, is gone',
    reason: 'Its stability level promised nothing.',
    fix: 'Remove the call.',
  },
  'operation-deprecated': {
    title: 'the operation is deprecated',
    reason: 'It works as before, and will go one day.',
    fix: 'Plan the move to what replaces it.',
  },
  'operation-reactivated': {
    title: 'the operation is no longer deprecated',
    reason: 'It is no longer announced as deprecated.',
  },
  'operation-sunset-removed': {
    level: 'breaking',
    title: 'the sunset {was} is no longer stated',
    reason: 'The day until which it was promised is no longer stated.',
  },
  'operation-sunset-moved-forward': {
    level: 'warning',
    title: 'the sunset moved to {is}, was {was}',
    reason: 'It will go earlier than announced.',
    fix: 'Plan the move for the new day.',
  },
  'operation-sunset-passed': {
    level: 'breaking',
    title: 'the sunset {is} has passed already, was {was}',
    reason: 'The new sunset lies before the announced one and has passed.',
    fix: 'Move to what replaces the operation now.',
  },
  'operation-stability-decreased': {
    level: 'breaking',
    title: 'the stability went from {was} to {is}',
    reason: 'The promise for this operation became weaker.',
  },
  'operation-stability-increased': {
    title: 'the stability went from {was} to {is}',
    reason: 'The promise for this operation became stronger.',
  },
  'operation-stability-invalid': {
    level: 'breaking',
    title: 'the stability level {is} is unknown',
    reason: 'The stability level is none of draft, alpha, beta and stable.',
  },
  'operation-id-changed': {
    typescript: 'breaks',
    title: 'the operationId is {is}, was {was}',
    reason: 'It does not go over the wire; generated names follow it.',
    fix: 'Rename the generated method or type in the calls.',
  },
  'operation-id-removed': {
    typescript: 'breaks',
    title: 'the operationId {was} is gone',
    reason: 'It does not go over the wire; generated names follow it.',
    fix: 'Use the name that the generator makes up now.',
  },
  'operation-id-added': {
    semver: 'patch',
    title: 'the operationId {is} is new',
    reason: 'It does not go over the wire.',
  },
  'operation-address-changed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the operation is {is} now, was {was}',
    reason: 'Callers of the old address get 404 or 405.',
    fix: 'Call the new method and path.',
  },
  'operation-moved': {
    title: 'the path is {is}, was {was}; with the server it is the same address',
    reason: 'Server URL and path together are the same address as before.',
  },
  'tag-added': {
    semver: 'patch',
    title: 'the tag {subject} is new',
    reason: 'Tags order the documentation.',
  },
  'tag-removed': {
    semver: 'patch',
    title: 'the tag {subject} is gone',
    reason: 'Tags order the documentation.',
  },
  'description-changed': {
    semver: 'patch',
    title: 'the description changed',
    reason: 'Prose is not part of the contract; read it for what it announces.',
  },
  'server-added': {
    semver: 'patch',
    title: 'the server {subject} is new',
    reason: 'The old addresses stay.',
  },
  'server-removed': {
    level: 'warning',
    title: 'the server {subject} is gone',
    reason: 'Callers that use this address may get no answer.',
    fix: 'Set `baseUrl` to one of the documented servers.',
  },
  'version-changed': {
    semver: 'patch',
    title: 'the version is {is}, was {was}',
    reason: 'The version is a label.',
  },
  'schema-removed': {
    typescript: 'may-break',
    semver: 'patch',
    title: 'the schema {subject} is gone from the components',
    reason: 'No operation uses it.',
    fix: 'Declare the type in your own code if you import it.',
  },
  'media-type-parameters-changed': {
    title: 'the media type is written {is}, was {was}',
    reason: 'The form of the body is the same.',
  },
  'security-scheme-added': {
    title: 'the security scheme {subject} is new',
    reason: 'Nothing asks for it by itself.',
  },
  'security-scheme-removed': {
    title: 'the security scheme {subject} is gone',
    reason: 'What operations ask for is reported with them.',
  },
  'webhook-added': {
    title: 'the webhook {subject} is new',
    reason: 'Receivers that do not know it are not called more than before.',
  },
  'webhook-removed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the webhook {subject} is gone',
    reason: 'Receivers wait for a call that does not come.',
    fix: 'Remove the receiver.',
  },
  'callback-added': {
    title: 'the callback {subject} is new',
    reason: 'Callers that do not ask for it are not called.',
  },
  'callback-removed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the callback {subject} is gone',
    reason: 'Callers wait for a call that does not come.',
    fix: 'Do without the callback.',
  },
} satisfies Rules;

/** Changes of what goes to the server. */
const REQUEST = {
  'parameter-required-added': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the required {is} parameter {subject} is new',
    reason: 'Callers do not send it yet, and the server now asks for it.',
    fix: 'Pass the parameter in every call.',
  },
  'parameter-optional-added': {
    title: 'the optional {is} parameter {subject} is new',
    reason: 'Callers that do not send it are served as before.',
  },
  'path-parameter-added': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the path parameter {subject} is new',
    reason: 'The address has a new part.',
    fix: 'Pass the path parameter in every call.',
  },
  'parameter-removed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the {was} parameter {subject} is gone',
    reason: 'Callers that send it are refused or ignored.',
    fix: 'Remove the parameter from the calls.',
  },
  'parameter-removed-with-deprecation': {
    typescript: 'breaks',
    title: 'the deprecated {was} parameter {subject} is gone',
    reason: 'It was announced as deprecated and its time is over.',
    fix: 'Remove the parameter from the calls.',
  },
  'parameter-removed-before-sunset': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the deprecated {was} parameter {subject} is gone before its sunset',
    reason: 'It went before the day that was announced.',
    fix: 'Remove the parameter from the calls.',
  },
  'draft-parameter-removed': {
    typescript: 'breaks',
    title: 'the {was} parameter {subject} of a draft is gone',
    reason: 'The stability level of its operation promised nothing.',
    fix: 'Remove the parameter from the calls.',
  },
  'parameter-moved': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the parameter {subject} moved from {was} to {is}',
    reason: 'The server looks for it elsewhere.',
    fix: 'Pass the parameter in its new place.',
  },
  'path-parameter-renamed': {
    typescript: 'breaks',
    title: 'the path parameter {was} is now called {is}',
    reason: 'The name of a path parameter does not go over the wire.',
    fix: 'Rename the key in `params.path`.',
  },
  'parameter-became-required': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the parameter {subject} became required',
    reason: 'Callers that leave it out are refused.',
    fix: 'Pass the parameter in every call.',
  },
  'parameter-became-optional': {
    title: 'the parameter {subject} became optional',
    reason: 'Callers that send it are served as before.',
  },
  'parameter-serialization-changed': {
    level: 'breaking',
    title: 'the parameter {subject} is written in the style {is}, was {was}',
    reason: 'The same value is written differently over the wire.',
    fix: 'Regenerate the client, which writes the new form.',
  },
  'parameter-empty-value-refused': {
    level: 'breaking',
    title: 'the parameter {subject} may no longer be empty',
    reason: 'Callers that send it without a value are refused.',
    fix: 'Leave the parameter out instead of sending it empty.',
  },
  'parameter-empty-value-allowed': {
    title: 'the parameter {subject} may be empty',
    reason: 'Callers that send a value are served as before.',
  },
  'parameter-reserved-characters-changed': {
    level: 'warning',
    title: 'the parameter {subject} encodes reserved characters differently',
    reason: 'Characters such as `/` and `?` are encoded differently.',
    fix: 'Check values that hold reserved characters.',
  },
  'parameter-media-type-changed': {
    level: 'breaking',
    typescript: 'may-break',
    title: 'the parameter {subject} is written as {is}, was {was}',
    reason: 'The same value is written differently over the wire.',
    fix: 'Regenerate the client, which writes the new form.',
  },
  'parameter-deprecated': {
    title: 'the parameter {subject} is deprecated',
    reason: 'It works as before, and will go one day.',
  },
  'parameter-reactivated': {
    title: 'the parameter {subject} is no longer deprecated',
    reason: 'It is no longer announced as deprecated.',
  },
  'parameter-sunset-removed': {
    level: 'breaking',
    title: 'the sunset {was} of the parameter {subject} is no longer stated',
    reason: 'The day until which it was promised is no longer stated.',
  },
  'parameter-sunset-invalid': {
    level: 'breaking',
    title: 'the sunset {is} of the parameter {subject} is not a date',
    reason: 'A sunset that is not a date announces nothing.',
  },
  'parameter-sunset-moved-forward': {
    level: 'warning',
    title: 'the sunset of the parameter {subject} moved to {is}, was {was}',
    reason: 'It will go earlier than announced.',
  },
  'parameter-sunset-passed': {
    level: 'breaking',
    title: 'the sunset {is} of the parameter {subject} has passed already, was {was}',
    reason: 'The new sunset lies before the announced one and has passed.',
  },
  'request-body-required-added': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'a required request body is new',
    reason: 'Callers do not send a body yet, and the server now asks for one.',
    fix: 'Pass `body` in every call.',
  },
  'request-body-optional-added': {
    title: 'an optional request body is new',
    reason: 'Callers that send no body are served as before.',
  },
  'request-body-removed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the request body is gone',
    reason: 'What callers say in the body is not read any more.',
    fix: 'Remove `body` from the calls.',
  },
  'request-body-became-required': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the request body became required',
    reason: 'Callers that send no body are refused.',
    fix: 'Pass `body` in every call.',
  },
  'request-body-became-optional': {
    title: 'the request body became optional',
    reason: 'Callers that send a body are served as before.',
  },
  'request-media-type-added': {
    title: 'the request may also be {subject}',
    reason: 'The old media types stay.',
  },
  'request-media-type-removed': {
    level: 'breaking',
    typescript: 'may-break',
    title: 'the request may no longer be {subject}',
    reason: 'Bodies of this media type are refused.',
    fix: 'Send one of the media types that are left.',
  },
  'request-media-type-narrowed': {
    level: 'breaking',
    typescript: 'may-break',
    title: 'the request must be {is}, was {was}',
    reason: 'Fewer media types are taken than before.',
    fix: 'Send the media type that is named now.',
  },
  'request-media-type-widened': {
    title: 'the request may be {is}, was {was}',
    reason: 'More media types are taken than before.',
  },
  'request-encoding-changed': {
    level: 'breaking',
    title: 'the form part {subject} is written differently',
    reason: 'Parts of the form are written differently over the wire.',
    fix: 'Regenerate the client, which writes the new form.',
  },
  'security-introduced': {
    level: 'breaking',
    title: 'credentials are needed now',
    reason: 'Calls without credentials are refused.',
    fix: 'Give the client credentials.',
  },
  'security-dropped': {
    title: 'credentials are no longer needed',
    reason: 'Credentials are not asked for any more.',
  },
  'security-alternative-added': {
    title: 'authenticating by {subject} is possible too',
    reason: 'The old ways to authenticate stay.',
  },
  'security-alternative-removed': {
    level: 'breaking',
    title: 'authenticating by {subject} is no longer possible',
    reason: 'Callers that authenticate this way are refused.',
    fix: 'Authenticate in one of the ways that are left.',
  },
  'security-alternative-relaxed': {
    title: 'authenticating by {subject} needs fewer schemes',
    reason: 'Callers that have more credentials than needed are served.',
  },
  'security-scheme-demanded': {
    level: 'breaking',
    title: 'authenticating by {subject} needs a further scheme',
    reason: 'Callers lack the further credentials.',
    fix: 'Give the client the further credentials.',
  },
  'security-scope-added': {
    level: 'breaking',
    title: 'authenticating by {subject} needs a further scope',
    reason: 'Tokens without the scope are refused.',
    fix: 'Ask for the scope when getting the token.',
  },
  'security-scope-removed': {
    title: 'authenticating by {subject} needs fewer scopes',
    reason: 'Tokens with more scopes than needed are served.',
  },
  'security-scheme-type-changed': {
    level: 'breaking',
    title: 'the security scheme {subject} is {is}, was {was}',
    reason: 'Credentials are of another kind.',
    fix: 'Authenticate in the new way.',
  },
  'security-scheme-location-changed': {
    level: 'breaking',
    title: 'the key of the security scheme {subject} goes into {is}, was {was}',
    reason: 'The server looks for the key elsewhere.',
    fix: 'Send the key in its new place.',
  },
  'security-scheme-key-name-changed': {
    level: 'breaking',
    title: 'the key of the security scheme {subject} is called {is}, was {was}',
    reason: 'The server looks for the key under another name.',
    fix: 'Send the key under its new name.',
  },
  'security-scheme-http-scheme-changed': {
    level: 'breaking',
    title: 'the security scheme {subject} is HTTP {is}, was {was}',
    reason: 'The Authorization header has another form.',
    fix: 'Authenticate in the new way.',
  },
  'security-scheme-bearer-format-changed': {
    level: 'breaking',
    title: 'tokens of the security scheme {subject} have the form {is}, was {was}',
    reason: 'Tokens of the old form may be refused.',
    fix: 'Get a token of the new form.',
  },
  'security-scheme-discovery-url-changed': {
    level: 'breaking',
    title: 'the discovery address of the security scheme {subject} is {is}, was {was}',
    reason: 'Callers discover the provider at the old address.',
    fix: 'Configure the new address.',
  },
  'security-scheme-authorization-url-changed': {
    level: 'breaking',
    title: 'the authorization address of the security scheme {subject} is {is}, was {was}',
    reason: 'Callers send people to the old address.',
    fix: 'Configure the new address.',
  },
  'security-scheme-token-url-changed': {
    level: 'breaking',
    title: 'the token address of the security scheme {subject} is {is}, was {was}',
    reason: 'Callers ask the old address for tokens.',
    fix: 'Configure the new address.',
  },
  'security-scheme-refresh-url-changed': {
    level: 'breaking',
    title: 'the refresh address of the security scheme {subject} is {is}, was {was}',
    reason: 'Callers refresh tokens at the old address.',
    fix: 'Configure the new address.',
  },
  'security-scheme-flow-removed': {
    level: 'breaking',
    title: 'the flow {was} of the security scheme {subject} is gone',
    reason: 'Callers get tokens by this flow.',
    fix: 'Get tokens by one of the flows that are left.',
  },
  'security-scheme-flow-added': {
    title: 'the flow {is} of the security scheme {subject} is new',
    reason: 'The old flows stay.',
  },
  'security-scheme-scope-withdrawn': {
    level: 'warning',
    title: 'the scope {was} of the security scheme {subject} is gone',
    reason: 'Callers may ask for a scope that is not offered any more.',
    fix: 'Ask for scopes that are offered.',
  },
  'security-scheme-scope-offered': {
    title: 'the scope {is} of the security scheme {subject} is new',
    reason: 'Nothing asks for it by itself.',
  },
} satisfies Rules;

/** Changes of what comes from the server. */
const RESPONSE = {
  'response-success-status-removed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the success status {subject} is gone',
    reason: 'Callers wait for this answer.',
    fix: 'Handle the success statuses that are left.',
  },
  'response-error-status-removed': {
    typescript: 'may-break',
    title: 'the status {subject} is gone',
    reason: 'An error that does not come needs no handling.',
    fix: 'Remove the branch that handles it.',
  },
  'response-success-status-added': {
    typescript: 'may-break',
    title: 'the success status {subject} is new',
    reason: 'The old answers stay.',
    fix: 'Handle the new status where it matters.',
  },
  'response-error-status-added': {
    title: 'the status {subject} is new',
    reason: 'Callers have to expect errors anyway.',
  },
  'response-media-type-added': {
    title: 'the answer may also be {subject}',
    reason: 'The old media types stay.',
  },
  'response-media-type-removed': {
    level: 'breaking',
    typescript: 'breaks',
    title: 'the answer is no longer available as {subject}',
    reason: 'Callers that ask for this media type get none.',
    fix: 'Ask for and parse one of the media types that are left.',
  },
  'response-media-type-widened': {
    level: 'breaking',
    typescript: 'may-break',
    title: 'the answer is {is}, was {was}',
    reason: 'The answer may come in a form that callers did not ask for.',
    fix: 'Ask for the media type that you parse.',
  },
  'response-media-type-narrowed': {
    title: 'the answer is {is}, was {was}',
    reason: 'The answer is one of those that callers expected.',
  },
  'response-header-added': {
    title: 'the header {subject} is new in the answer',
    reason: 'Callers that do not read it are served as before.',
  },
  'response-header-removed': {
    level: 'breaking',
    typescript: 'may-break',
    title: 'the header {subject} is gone from the answer',
    reason: 'Callers that read the header find nothing.',
    fix: 'Do without the header.',
  },
  'response-header-became-optional': {
    level: 'breaking',
    title: 'the header {subject} in the answer became optional',
    reason: 'Callers may find the header missing.',
    fix: 'Handle a missing header.',
  },
  'response-header-became-required': {
    title: 'the header {subject} in the answer is always there',
    reason: 'The header is there more often than before.',
  },
  'response-header-serialization-changed': {
    level: 'breaking',
    title: 'the header {subject} in the answer is written differently',
    reason: 'The same value is written differently over the wire.',
    fix: 'Parse the new form.',
  },
  'response-link-removed': {
    semver: 'patch',
    title: 'the link {subject} is gone',
    reason: 'Links describe; they do not go over the wire.',
  },
} satisfies Rules;

export const API_RULES = { none: API, request: REQUEST, response: RESPONSE };
export type ApiRuleId = keyof typeof API | keyof typeof REQUEST | keyof typeof RESPONSE;
