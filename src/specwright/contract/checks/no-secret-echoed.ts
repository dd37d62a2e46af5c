import { jsonOf, own } from '../../base/json.ts';
import { secretKindIn } from '../../base/secrets/find-secrets.ts';
import { answerCheck, type AnswerContext } from './check.ts';

export const noSecretEchoed = answerCheck(
  {
    id: 'no-secret-echoed',
    severity: 'error',
    what: 'No answer holds the API secret, an access token (save the one that was asked for), a password or a private key, in its body or its header fields. Two values in base64 are taken for a login, except where they are a cursor.',
    why: 'Answers end up in logs, browsers and bug reports; a secret in one of them is public.',
    fix: 'Build answers from an allow-list of fields; never echo header fields or form bodies.',
  },
  function* (context) {
    const { operation, answer } = context;
    for (const { place, text } of places(context)) {
      const what = leak(context, text);
      if (what === undefined) continue;
      yield {
        title: `${operation?.id ?? 'the server'} shows ${what} in ${place}`,
        expected: 'no secret in any answer',
        actual: `${what} in ${place} of an answer with status ${answer.status}`,
        essence: `${what} ${place}`,
      };
    }
  },
);

const NAMED_PASSWORD =
  /["']?(?:password|passwd|client_secret|api_?secret|secret_?key)["']?\s*[:=]\s*["']?(?=[^\s"',}\d]{0,80}\d)[^\s"',}]{8,}/i;

function leak({ redactor }: AnswerContext, text: string): string | undefined {
  if (redactor.holdsSecret(text)) return 'a secret of this run';
  const bare = text
    .replaceAll(CURSOR, (field) => (secretKindIn(field)?.id === 'bare-basic-credentials' ? '""' : field))
    .replaceAll(SIGNED, (head) => (isTokenHead(head) ? head : head.slice(MARK.length)));
  return secretKindIn(bare)?.what ?? (NAMED_PASSWORD.test(bare) ? 'a password or secret' : undefined);
}

/** The place of a page, which servers often write as two values in base64, as a login is written: `AB-1:blue`. */
const CURSOR = /"(?:[\w-]{0,40}cursor|next|next_?page|[\w-]{0,40}page_?token)"\s*:\s*"[^"\\]{1,4096}"/gi;
/** How base64 of a JSON object begins. */
const MARK = 'eyJ';
/** What looks like the header of a token, as the beginning of a signed cursor does. */
const SIGNED = /\beyJ[\w-]{1,4096}(?=\.)/g;

/** RFC 7515, section 4.1.1: the header of a token names its algorithm. */
function isTokenHead(head: string): boolean {
  return own(jsonOf(Buffer.from(head, 'base64url').toString()), 'alg') !== undefined;
}

function places(context: AnswerContext): readonly { place: string; text: string }[] {
  const { answer } = context;
  const headers = Object.entries(answer.headers).map(([name, text]) => ({
    place: `the header "${name}"`,
    text,
  }));
  return [{ place: 'the body', text: withoutOwnToken(context) }, ...headers];
}

/** The token call is there to show a token: that one field is left out of the search. */
function withoutOwnToken({ answer, operation }: AnswerContext): string {
  const token = own(answer.json, 'access_token');
  const asked =
    operation?.requestBody?.content.some(({ mediaType }) => mediaType.includes('form-urlencoded')) === true;
  return asked && typeof token === 'string' ? answer.text.replace(JSON.stringify(token), '""') : answer.text;
}
