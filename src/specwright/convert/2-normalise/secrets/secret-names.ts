/*
 * Which names hold a secret. The end of the name decides: `accessToken` is one, `tokenType` is not.
 */

const endings = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'secretkey',
  'secretaccesskey',
  'token',
  'apikey',
  'authkey',
  'accesskey',
  'accesskeyid',
  'privatekey',
  'signingkey',
  'encryptionkey',
  'sharedkey',
  'masterkey',
  'subscriptionkey',
  'functionskey',
  'credential',
  'credentials',
  'signature',
  'jwt',
  'authorization',
  'bearer',
  'connectionstring',
  'clientassertion',
  'assertion',
  'samlresponse',
  'cvv',
  'pincode',
  'otp',
  'sessionkey',
  'hmac',
  'consumerkey',
  'tokens',
  'passwords',
  'secrets',
  'apikeys',
];

/** Cursors and the like end in `token` and open no door; names that are settings of a token hold none. */
const harmless =
  /^(next|previous|prev|continuation|page|paging|sync|delta|skip|cancel|cancellation|scroll|cursor|resume|start|end|last|first|design|push)?(page|paging|sync|delta|skip|scroll|cursor)?token$/;

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .replace(/\d+$/, '');
}

const plainTokens = new Set(['token', 'starttoken', 'endtoken']);

function holdsSecret(name: string): boolean {
  const clean = bare(name);
  if (harmless.test(clean) && !plainTokens.has(clean)) return false;
  return endings.some((ending) => clean.endsWith(ending));
}

/** Collections use few names many times; what an attacker may add is bounded. */
const known = new Map<string, boolean>();
const maxKnown = 20_000;

/** Whether a field, header, parameter or variable of this name carries a secret. */
export function isSecretName(name: string): boolean {
  if (name.length > 80) return false;
  const seen = known.get(name);
  if (seen !== undefined) return seen;
  const answer = holdsSecret(name);
  if (known.size < maxKnown) known.set(name, answer);
  return answer;
}

/** Quick test whether a text may name a secret at all. */
export const mayNameSecret =
  /pass|pwd|secret|token|key|credential|signature|jwt|authorization|bearer|connection|assertion|saml|cvv|pin|otp|hmac/i;
