import diagnostics from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Hooks, Logger } from '../../src/client/index.ts';
import { ENCODINGS } from '../specwright/base/encodings.ts';
import { connected, credentials, failureOf } from './fixtures.ts';
import { answering } from './hostile-server.ts';

/*
 * A server that puts the secrets of the run, in every encoding, into every place of its answers: none
 * reaches an error, a log, a hook or a channel.
 */

const OLD = 'Fa7K2mQx/9vB+tL4wZ8sYc3dR6nH1jP5';
const NEW = 'Ue5T8gNw/2kC+rM7xA1fVb4hJ9qD6yS3';
const SECRETS = [credentials.clientSecret, OLD, NEW];

/** Each puts a text into an answer. */
const PLACES: Readonly<Record<string, (text: string) => Response>> = {
  'the message of an error': (text) =>
    Response.json({ errorCode: 4, errorMessage: `no: ${text}!` }, { status: 400 }),
  'a long message': (text) =>
    Response.json({ errorCode: 4, errorMessage: `${'x'.repeat(290)} ${text}` }, { status: 400 }),
  'the code of an error': (text) => Response.json({ errorCode: text, errorMessage: '' }, { status: 400 }),
  'the title of a page': (text) => new Response(`<title>${text}</title>`, { status: 404 }),
  'a title that never ends': (text) =>
    new Response(`<title>${'x'.repeat(4080 - text.length / 2)}${text}`, { status: 404 }),
  'the address of a redirect': (text) =>
    new Response(null, { status: 302, headers: { location: `/${text.replaceAll(/[^\x21-\x7e]/g, '')}` } }),
  'a value of a good answer': (text) => Response.json({ taskStatus: text }),
  'the name of a property': (text) =>
    Response.json({ [text]: 1, taskStatus: 'QUEUED', custom: { [text]: 1 } }),
  'text that is not JSON': (text) =>
    new Response(`{"a": ${text}`, { headers: { 'content-type': 'application/json' } }),
};

const encoded = (secret: string): readonly string[] =>
  ENCODINGS.filter(([name]) => name !== 'the other case').map(([, encode]) => encode(secret));

async function outputs(
  place: (text: string) => Response,
  text: string,
  responses: 'warn' | 'throw',
): Promise<string> {
  let tokens = 0;
  const service = answering((path) => {
    if (path.includes('/oauth/'))
      return Response.json({ access_token: [OLD, NEW][tokens++ % 2], expires_in: '3600' });
    return tokens < 2
      ? Response.json({ errorCode: 2, errorMessage: 'expired' }, { status: 401 })
      : place(text);
  });
  const told: unknown[] = [];
  const hear = (event: unknown): void => void told.push(event);
  const logger: Logger = hear;
  const hooks: Hooks = { onRetry: hear, onToken: hear, onResponse: hear, onInvalidResponse: hear };
  const channel = 'bpcc-task-routing:invalid-response';
  diagnostics.subscribe(channel, hear);
  await using run = await connected(service, {
    logger,
    hooks,
    validate: { responses },
    retry: { maxAttempts: 2, baseDelayMs: 1, maxDelayMs: 2 },
  });
  const outcome = await run.client.queryTask('1').catch((error: unknown) => error);
  diagnostics.unsubscribe(channel, hear);
  const error =
    outcome instanceof Error ? [outcome, outcome.message, outcome.stack, JSON.stringify(outcome)] : [];
  return inspect([told, error], { depth: 10, maxStringLength: null, maxArrayLength: null });
}

describe.each(Object.entries(PLACES))('a secret in %s', (_, place) => {
  test.each([
    ['the client secret', SECRETS[0]],
    ['the token before the last', OLD],
    ['the token', NEW],
  ])('%s', async (_name, secret = '') => {
    const forms = encoded(secret);
    const survivors: string[] = [];
    for (const [index, form] of forms.entries()) {
      for (const responses of ['warn', 'throw'] as const) {
        const shown = await outputs(place, form, responses);
        if ([...forms, secret.slice(0, 8)].some((leak) => shown.includes(leak)))
          survivors.push(`${ENCODINGS[index]?.[0] ?? ''} ${responses}`);
      }
    }
    expect(survivors).toEqual([]);
  });
});

test('what is not a secret is shown', async () => {
  const service = answering((path) =>
    path.includes('/oauth/')
      ? Response.json({ access_token: NEW })
      : Response.json({ errorCode: 4, errorMessage: 'contactInfo is missing' }, { status: 400 }),
  );
  await using run = await connected(service);
  expect(String(await failureOf(run.client.queryTask('1')))).toContain('contactInfo is missing');
});
