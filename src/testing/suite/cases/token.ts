import { ownString, Skip, type Expectation } from 'specwright/contract';
import { tokenTellsNothing } from '../checks/token-guessable.ts';
import { sameAs } from '../checks/user-not-revealed.ts';
import { maybe, oneOf, status } from '../domain/expect.ts';
import { getAccessToken } from '../domain/requests.ts';
import { all, needsLogin, needsUnprivileged } from '../needs.ts';
import type { Case, Login, Probe, Session } from '../tenant.ts';
import { makeCase, type CaseExtras } from './make-case.ts';

type Fields = Record<string, string | undefined>;

/** The form fields of a valid token request. */
export function tokenFields(session: Session, login: Login): Record<string, string> {
  return {
    grant_type: 'client_credentials',
    client_id: login.clientId,
    client_secret: login.clientSecret,
    scope: session.profile.scope ?? new URL(session.settings.baseUrl).host,
  };
}

/** A case of the token call, with the valid fields of the run at hand. */
function tokenCase(
  id: string,
  title: string,
  run: (probe: Probe, fields: Record<string, string>, login: Login) => Promise<void>,
  rest: CaseExtras = {},
): Case {
  return makeCase(
    `token/${id}`,
    title,
    async (probe) => {
      const { login } = probe.session;
      if (login !== undefined) await run(probe, tokenFields(probe.session, login), login);
    },
    { operation: 'getAccessToken', impact: 'reads', turn: 'first', missing: needsLogin, ...rest },
  );
}

const OF_THE_RUN =
  'the credentials are those of the run (check BPCC_CLIENT_ID and BPCC_CLIENT_SECRET when they are refused)';

async function obtain(probe: Probe, fields: Record<string, string>, login: Login): Promise<void> {
  const { session } = probe;
  const { token: previous } = session;
  const demand = tokenTellsNothing({ user: login.clientId, ...(previous !== undefined && { previous }) });
  const exchange = await probe.send(getAccessToken(fields), {
    ...oneOf(OF_THE_RUN, status(200)),
    demands: [demand],
  });
  keepToken(session, ownString(exchange.answer?.json, 'access_token'));
}

/** Gets the token that all further requests carry. */
const obtainToken = tokenCase('obtain', 'a token for valid credentials', obtain, { essential: true });
/** After many refusals the valid credentials must still work; the token of this call is used from here on. */
const stillValid = tokenCase('obtain-again', 'a second token, after refused requests', obtain);

/** Takes a token into use and into the list of what must never be shown. */
export function keepToken(session: Session, token: string | undefined): void {
  session.redactor.add(token);
  session.token = token ?? session.token;
}

/** What is wrong with a token request. */
interface Wrong {
  readonly title: string;
  readonly intrusion?: string;
  readonly violation?: string;
  /** The reading under which a server may accept it. */
  readonly tolerated?: string;
}

interface BadRequest extends Wrong {
  readonly id: string;
  /** Changes to the valid fields; `undefined` leaves one out. */
  readonly change: (secret: string) => Fields;
}

const WRONG_SECRET = 'WrongSecret0000000000000000000000000000000000000000000000000000';
const NO_USER = 'no.such.user';

const badRequests: readonly BadRequest[] = [
  {
    id: 'wrong-secret',
    title: 'a wrong secret',
    change: () => ({ client_secret: WRONG_SECRET }),
    intrusion: 'the secret is wrong',
  },
  {
    id: 'altered-secret',
    title: 'the secret with one more character',
    change: (secret) => ({ client_secret: `${secret}x` }),
    intrusion: 'the secret has one character too many',
  },
  {
    id: 'cut-secret',
    title: 'the secret without its last character',
    change: (secret) => ({ client_secret: secret.slice(0, -1) }),
    intrusion: 'the secret has one character too few',
  },
  {
    id: 'other-case-secret',
    title: 'the secret with letters of the other case',
    change: (secret) => ({ client_secret: swapCase(secret) }),
    intrusion: 'the letters of the secret have the other case',
  },
  {
    id: 'empty-secret',
    title: 'an empty secret',
    change: () => ({ client_secret: '' }),
    intrusion: 'the secret is empty',
  },
  {
    id: 'missing-secret',
    title: 'no secret',
    change: () => ({ client_secret: undefined }),
    intrusion: 'the secret is missing',
  },
  {
    id: 'unknown-user',
    title: 'a user that does not exist',
    change: () => ({ client_id: NO_USER }),
    intrusion: 'the user does not exist',
  },
  {
    id: 'missing-user',
    title: 'no user',
    change: () => ({ client_id: undefined }),
    intrusion: 'the user is missing',
  },
  {
    id: 'wrong-grant',
    title: 'a grant of another type',
    change: () => ({ grant_type: 'password' }),
    violation: 'grant_type is not client_credentials',
  },
  {
    id: 'unknown-grant',
    title: 'a grant that does not exist',
    change: () => ({ grant_type: 'no_such_grant' }),
    violation: 'grant_type is unknown',
  },
  {
    id: 'missing-grant',
    title: 'no grant',
    change: () => ({ grant_type: undefined }),
    violation: 'grant_type is missing',
  },
];

/** Secrets without letters get one more character: they must be refused as well. */
function swapCase(secret: string): string {
  const swapped = [...secret]
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join('');
  return swapped === secret ? `${secret}x` : swapped;
}

/** Requests that must give no token. Their answers are not published: 400 and 401 are both seen in the field. */
export function tokenCases(): readonly Case[] {
  return [
    obtainToken,
    ...badRequests.map(badTokenCase),
    secretOfAnother,
    noBody,
    asJson,
    sameRefusal,
    stillValid,
  ];
}

function badTokenCase({ id, change, ...wrong }: BadRequest): Case {
  return tokenCase(id, `no token for ${wrong.title}`, async (probe, fields, login) => {
    const sent: Fields = { ...fields, ...change(login.clientSecret) };
    probe.session.redactor.add(sent['client_secret']);
    await expectNoToken(probe, getAccessToken(sent), wrong);
  });
}

async function expectNoToken(
  probe: Probe,
  request: ReturnType<typeof getAccessToken>,
  { title, ...wrong }: Wrong,
): Promise<void> {
  const lax = wrong.tolerated === undefined ? [] : [{ statuses: [200], reading: wrong.tolerated }];
  const because = `the token request has ${title}`;
  const refusals = [status(400, 401), maybe('token-refusal', 403, 415, 422)];
  const breach = {
    place: 'the token request',
    kind: title.includes('user') && !title.includes('secret') ? 'user' : 'secret',
  };
  const intrusion = wrong.intrusion === undefined ? {} : { breach };
  await probe.send(request, { ...oneOf(because, ...refusals, ...lax), ...wrong, ...intrusion });
}

/** A secret belongs to one user: with the name of another it is as wrong as any. */
const secretOfAnother = tokenCase(
  'secret-of-another-user',
  'no token for the secret of another user',
  async (probe, fields, login) => {
    const other = probe.session.unprivileged?.clientSecret;
    if (other === undefined) return;
    if (login.clientSecret === other) throw new Skip('both users of the profile have the same secret');
    await expectNoToken(probe, getAccessToken({ ...fields, client_secret: other }), {
      title: 'the secret of another user',
      intrusion: 'the secret is that of another user',
    });
  },
  { missing: all(needsLogin, needsUnprivileged) },
);

const noBody = makeCase(
  'token/no-body',
  'no token for an empty request',
  (probe) =>
    expectNoToken(
      probe,
      { ...getAccessToken({}), text: '' },
      { title: 'no body', violation: 'the required body is missing' },
    ),
  { operation: 'getAccessToken', impact: 'reads', turn: 'first', missing: () => undefined },
);

const asJson = tokenCase('as-json', 'a token request in JSON instead of a form', (probe, fields) =>
  expectNoToken(
    probe,
    { ...getAccessToken({}), text: JSON.stringify(fields), contentType: 'application/json' },
    {
      title: 'a JSON body',
      violation: 'the media type is not documented',
      tolerated: 'lax-media-type',
    },
  ),
);

/** Who tries names must not learn which of them exist. */
const sameRefusal = tokenCase(
  'same-refusal',
  'an unknown user is refused like a wrong secret',
  async (probe, fields) => {
    const because = 'the credentials are wrong';
    const expectation: Expectation = {
      ...oneOf(because, status(400, 401), maybe('token-refusal', 403)),
      intrusion: because,
      breach: { place: 'the token request', kind: 'secret' },
    };
    const wrong = { ...fields, client_secret: WRONG_SECRET };
    const { answer } = await probe.send(getAccessToken(wrong), expectation);
    if (answer === undefined) return;
    const demands = [sameAs(answer)];
    await probe.send(getAccessToken({ ...wrong, client_id: NO_USER }), { ...expectation, demands });
  },
);
