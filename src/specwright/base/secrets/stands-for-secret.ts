/** `Bearer abc` is the scheme and the secret. */
export const SCHEME_PREFIX =
  /^\s*(Bearer|Basic|Token|Digest|ApiKey|Key|JWT|OAuth|SSWS|Zoho-oauthtoken)\s+(?=\S)/i;

/** Longer than this, only a passphrase is one secret. */
const MOST_WORDS = 4;
const MOST_PASSPHRASE_WORDS = 24;

/** Prose has words such as these; passphrases are made without them. */
const PROSE =
  /\b(?:a|an|the|of|for|to|is|are|be|in|on|with|and|or|not|must|may|can|you|your|user|users|this|that|it|if|when|as|by|from|at|any|all|new|old|current|will|should|has|have|required|optional|mandatory|used|using|use|same|string|value|password|passwords|token|tokens|secret|key|name|field|set|sent|account|empty|invalid|valid|wrong|incorrect|generated|authentication|login|api|text|e\.g)\b/i;

const TYPE_WORDS = /^(string|integer|number|boolean|text|null|undefined|none|true|false|bearer|basic)\b/i;

/** Values that are settings or roles, not secrets. */
const PLAIN_VALUES = new Set(
  (
    'client_credentials password refresh_token authorization_code implicit access_token id_token code include omit ' +
    'same-origin required optional yes no ok pass passed fail failed error enabled disabled digest oauth oauth1 oauth2 ' +
    'apikey api_key jwt hmac noauth inherit invalid incorrect empty hidden header query cookie body user username pass ' +
    'secret token value user_password'
  ).split(' '),
);

/** Where a program gets its secret from: `pm.environment.get("token")`, `process.env.TOKEN`. */
const EXPRESSION =
  /^(?:pm|postman|process|env|config|environment|globals|vars|json\w*|data|response\w*|res|req|request|body|this|os|secrets)(?:\.[A-Za-z_$][\w$]*|\[["'\w]+\])+[^\s]*$|^\w+\(\)?$/;

/** Variables, masks and what this project puts in the place of secrets. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return (
    /\{\{|\}\}|^<.*>$|^\$\{|^\$\w|^\[.*\]$|^\{.*\}$|^%\w+%$/s.test(text) ||
    /^(.)\1*$/s.test(text) ||
    /^[x*.•_#-]+$/i.test(text) ||
    /^redacted-|^redacted$|^[[<]redacted|^&lt;/.test(text) ||
    /^0{8}-0{4}/.test(text)
  );
}

/** Variables, angle-bracketed names, masks and type words are written in place of a secret; they are not secrets. */
export function standsForSecret(value: string): boolean {
  const text = value.trim();
  return (
    text.length < 3 ||
    isPlaceholder(text) ||
    TYPE_WORDS.test(text) ||
    PLAIN_VALUES.has(text.toLowerCase()) ||
    /^[A-Z]+(?:[_-][A-Z]+)+$/.test(text) ||
    /^(?:your|insert|enter|put|replace)[-_ ]/i.test(text) ||
    EXPRESSION.test(text) ||
    isProse(text)
  );
}

/** Whether a text says something about a value and is none: `your`, `required`. */
export function isProseWord(text: string): boolean {
  return PROSE.test(text);
}

function isProse(text: string): boolean {
  const words = text.split(/\s+/);
  if (words.length === 1) return false;
  if (PROSE.test(text)) return true;
  return words.length > MOST_WORDS && !isPassphrase(words);
}

function isPassphrase(words: readonly string[]): boolean {
  return words.length <= MOST_PASSPHRASE_WORDS && words.every((word) => /^[a-z]{2,12}\d{0,4}$/.test(word));
}

/** Whether a text looks made by chance or to be hard to guess: no ordinary word, name or sentence. */
export function looksRandom(value: string): boolean {
  const text = value.trim();
  if (/\s/.test(text)) return false;
  if (/^[^\s:]{2,64}:[^\s/:][^\s:]{2,}$/.test(text)) return true;
  return (
    text.length >= 6 &&
    /[a-z]/i.test(text) &&
    (/\d/.test(text) || (text.length >= 20 && /[a-z][A-Z]/.test(text)))
  );
}
