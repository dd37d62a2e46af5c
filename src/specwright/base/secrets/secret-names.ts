import { memo } from '../memo.ts';

/*
 * Which names hold a secret. The end of the name decides: `accessToken` does, `tokenType` does not.
 */

/** How much a name says: behind a `sure` one any value is a secret, behind a `likely` one only what looks random. */
export type NameStrength = 'sure' | 'likely';

const SURE = (
  'password passwords passwd passphrase passphrases passcode pwd secret secrets secretkey secretaccesskey token tokens ' +
  'apikey apikeys apisecret authkey accesskey accesskeyid privatekey signingkey encryptionkey sharedkey masterkey ' +
  'subscriptionkey functionskey accountkey credential credentials jwt authorization bearer connectionstring ' +
  'clientassertion samlresponse cvv pincode otp sessionkey hmac consumerkey mnemonic seedphrase recoveryphrase'
).split(' ');

/** Names of people, blobs and settings end in these too. */
const LIKELY = ['signature', 'assertion'];

/** As the last word of a name: `bypass` and `compass` are not among them. */
const LAST_WORDS = new Set(['pass', 'auth', 'creds', 'cred', 'pw']);

const PASS =
  /^(?:user|my|db|database|smtp|imap|ftp|sftp|mail|email|ssh|root|admin|login|http|proxy|redis|mysql|mongo|pg)?pass$/;

/** Cursors and the like end in `token` and open no door; names that are settings of a token hold none. */
const HARMLESS =
  /^(next|previous|prev|continuation|page|paging|sync|delta|skip|cancel|cancellation|scroll|cursor|resume|start|end|last|first|design|push)?(page|paging|sync|delta|skip|scroll|cursor)?token$/;

/** Tokens that a language model counts. */
const COUNTS =
  /^(max|min|maximum|minimum|total|prompt|completion|input|output|num|number|count|cached|reasoning|used|remaining|new|context|of|n|audio|text|thinking|budget|generated|usage|limit|completions|accepted|rejected|prediction|output|cache|creation|read)+tokens$/;

const PLAIN_TOKENS = new Set(['token', 'starttoken', 'endtoken']);

const bare = memo((name) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .replace(/\d+$/, ''),
);

function lastWord(name: string): string {
  return bare(
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .split(/[^A-Za-z0-9]+/)
      .findLast(Boolean) ?? '',
  );
}

const strengthOf = memo((name): NameStrength | undefined => {
  const clean = bare(name);
  if ((HARMLESS.test(clean) && !PLAIN_TOKENS.has(clean)) || COUNTS.test(clean)) return undefined;
  if (PASS.test(clean) || SURE.some((ending) => clean.endsWith(ending))) return 'sure';
  return LIKELY.some((ending) => clean.endsWith(ending)) || LAST_WORDS.has(lastWord(name))
    ? 'likely'
    : undefined;
});

const LONGEST = 80;

/** How much the name of a field, header, parameter or variable says that its value is a secret. */
export function secretNameStrength(name: string): NameStrength | undefined {
  return name.length > LONGEST ? undefined : strengthOf(name);
}

const HOLDERS = /(?:passwords|passphrases|secrets|apikeys|creds)$/;
/** Words of a text are `tokens` too, and an `authorization` may be a payment. */
const MIXED_HOLDERS = /(?:tokens|credentials|password|passwd|secret)$/;

/** How much the name of a list or of an object says about the texts in it. */
export function containerStrength(name: string, isList: boolean): NameStrength | undefined {
  const clean = bare(name);
  if (HOLDERS.test(clean)) return 'sure';
  return MIXED_HOLDERS.test(clean) || (isList && secretNameStrength(name) !== undefined)
    ? 'likely'
    : undefined;
}

/** What a container of secrets holds beside them. */
const BESIDE =
  /^(?:.*(?:type|name|user|email|description|title|format|url|uri|host|scope|id|expires|expiry|expiration|version|algorithm|grant|domain|region|enabled|required|issuer|audience)|at|in|key|kind|status|login|account|label|notes?|comment|roles?)$/;

/** Whether a property inside `{secrets: {...}}` says by its name that it is none. */
export function isBesideSecrets(name: string): boolean {
  return BESIDE.test(bare(name));
}

/** Quick test whether a text may name a secret at all. */
export const mayNameSecret =
  /pass|pwd|secret|token|key|credential|signature|jwt|auth|bearer|connection|assertion|saml|cvv|pin|otp|hmac|cred|pw|mnemonic|phrase|base64/i;
