import { Skip, ownString, type Expectation } from 'specwright/contract';
import type { Case, Login, Probe, Session } from '../tenant.ts';
import { all, needsLogin, needsUnprivileged } from '../needs.ts';
import { sameAs } from '../checks/user-not-told.ts';
import { tokenTellsNothing } from '../checks/token-guessable.ts';
import { getAccessToken } from '../domain/requests.ts';

/** The form fields of a valid token request. */
export function tokenFields(session: Session, login: Login): Record<string, string> {
  return {
    grant_type: 'client_credentials',
    client_id: login.clientId,
    client_secret: login.clientSecret,
    scope: session.profile.scope ?? new URL(session.settings.baseUrl).host,
  };
}

const accepted: Expectation = {
  accept: [{ statuses: [200] }],
  because:
    'the credentials are those of the run (check BPCC_CLIENT_ID and BPCC_CLIENT_SECRET when they are refused)',
};

/** Gets the token that all further requests carry. */
export const obtainToken: Case = {
  id: 'token/obtain',
  source: 'token',
  title: 'a token for valid credentials',
  operation: 'getAccessToken',
  impact: 'reads',
  turn: 'first',
  essential: true,
  missing: needsLogin,
  run: async (probe) => {
    const { session } = probe;
    if (session.login === undefined) return;
    const { token: previous, login } = session;
    const demand = tokenTellsNothing({ user: login.clientId, ...(previous !== undefined && { previous }) });
    const exchange = await probe.send(getAccessToken(tokenFields(session, login)), {
      ...accepted,
      demands: [demand],
    });
    keepToken(session, ownString(exchange.answer?.json, 'access_token'));
  },
};

/** Takes a token into use and into the list of what must never be shown. */
export function keepToken(session: Session, token: string | undefined): void {
  session.redactor.add(token);
  session.token = token ?? session.token;
}

interface BadRequest {
  readonly id: string;
  readonly title: string;
  /** Changes to the valid fields; `undefined` leaves one out. */
  readonly change: (fields: Record<string, string>) => Record<string, string | undefined>;
  readonly intrusion?: string;
  readonly violation?: string;
  /** The reading under which a server may accept it. */
  readonly tolerated?: string;
}

const WRONG_SECRET = 'WrongSecret0000000000000000000000000000000000000000000000000000';

const badRequests: readonly BadRequest[] = [
  {
    id: 'wrong-secret',
    title: 'a wrong secret',
    change: (fields) => ({ ...fields, client_secret: WRONG_SECRET }),
    intrusion: 'the secret is wrong',
  },
  {
    id: 'altered-secret',
    title: 'the secret with one more character',
    change: (fields) => ({ ...fields, client_secret: `${fields['client_secret']}x` }),
    intrusion: 'the secret has one character too many',
  },
  {
    id: 'cut-secret',
    title: 'the secret without its last character',
    change: (fields) => ({ ...fields, client_secret: (fields['client_secret'] ?? '').slice(0, -1) }),
    intrusion: 'the secret has one character too few',
  },
  {
    id: 'other-case-secret',
    title: 'the secret with letters of the other case',
    change: (fields) => ({ ...fields, client_secret: swapCase(fields['client_secret'] ?? '') }),
    intrusion: 'the letters of the secret have the other case',
  },
  {
    id: 'empty-secret',
    title: 'an empty secret',
    change: (fields) => ({ ...fields, client_secret: '' }),
    intrusion: 'the secret is empty',
  },
  {
    id: 'missing-secret',
    title: 'no secret',
    change: (fields) => ({ ...fields, client_secret: undefined }),
    intrusion: 'the secret is missing',
  },
  {
    id: 'unknown-user',
    title: 'a user that does not exist',
    change: (fields) => ({ ...fields, client_id: 'no.such.user' }),
    intrusion: 'the user does not exist',
  },
  {
    id: 'missing-user',
    title: 'no user',
    change: (fields) => ({ ...fields, client_id: undefined }),
    intrusion: 'the user is missing',
  },
  {
    id: 'wrong-grant',
    title: 'a grant of another type',
    change: (fields) => ({ ...fields, grant_type: 'password' }),
    violation: 'grant_type is not client_credentials',
  },
  {
    id: 'unknown-grant',
    title: 'a grant that does not exist',
    change: (fields) => ({ ...fields, grant_type: 'no_such_grant' }),
    violation: 'grant_type is unknown',
  },
  {
    id: 'missing-grant',
    title: 'no grant',
    change: (fields) => ({ ...fields, grant_type: undefined }),
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

function badTokenCase(bad: BadRequest): Case {
  return {
    id: `token/${bad.id}`,
    source: 'token',
    title: `no token for ${bad.title}`,
    operation: 'getAccessToken',
    impact: 'reads',
    turn: 'first',
    missing: needsLogin,
    run: async (probe) => {
      const { session } = probe;
      if (session.login === undefined) return;
      const fields = bad.change(tokenFields(session, session.login));
      session.redactor.add(fields['client_secret']);
      await expectNoToken(probe, getAccessToken(fields), bad);
    },
  };
}

async function expectNoToken(
  probe: Probe,
  request: ReturnType<typeof getAccessToken>,
  { title, intrusion, violation, tolerated }: Omit<BadRequest, 'id' | 'change'>,
): Promise<void> {
  await probe.send(request, {
    accept: [
      { statuses: [400, 401] },
      { statuses: [403, 415, 422], reading: 'token-refusal' },
      ...(tolerated === undefined ? [] : [{ statuses: [200], reading: tolerated }]),
    ],
    because: `the token request has ${title}`,
    ...(intrusion !== undefined && { intrusion }),
    ...(violation !== undefined && { violation }),
    ...(tolerated !== undefined && { tolerated }),
  });
}

/** A secret belongs to one user: with the name of another it is as wrong as any. */
const secretOfAnother: Case = {
  id: 'token/secret-of-another-user',
  source: 'token',
  title: 'no token for the secret of another user',
  operation: 'getAccessToken',
  impact: 'reads',
  turn: 'first',
  missing: all(needsLogin, needsUnprivileged),
  run: async (probe) => {
    const { session } = probe;
    if (session.login === undefined || session.unprivileged === undefined) return;
    if (session.login.clientSecret === session.unprivileged.clientSecret)
      throw new Skip('both users of the profile have the same secret');
    const fields = tokenFields(session, {
      ...session.login,
      clientSecret: session.unprivileged.clientSecret,
    });
    const title = 'the secret of another user';
    await expectNoToken(probe, getAccessToken(fields), {
      title,
      intrusion: 'the secret is that of another user',
    });
  },
};

const noBody: Case = {
  id: 'token/no-body',
  source: 'token',
  title: 'no token for an empty request',
  operation: 'getAccessToken',
  impact: 'reads',
  turn: 'first',
  run: (probe) =>
    expectNoToken(
      probe,
      { ...getAccessToken({}), text: '' },
      { title: 'no body', violation: 'the required body is missing' },
    ),
};

const asJson: Case = {
  id: 'token/as-json',
  source: 'token',
  title: 'a token request in JSON instead of a form',
  operation: 'getAccessToken',
  impact: 'reads',
  turn: 'first',
  missing: needsLogin,
  run: async (probe) => {
    const { session } = probe;
    if (session.login === undefined) return;
    const text = JSON.stringify(tokenFields(session, session.login));
    const request = { ...getAccessToken({}), text, contentType: 'application/json' };
    await expectNoToken(probe, request, {
      title: 'a JSON body',
      violation: 'the media type is not documented',
      tolerated: 'lax-media-type',
    });
  },
};

/** Who tries names must not learn which of them exist. */
const sameRefusal: Case = {
  id: 'token/same-refusal',
  source: 'token',
  title: 'an unknown user is refused like a wrong secret',
  operation: 'getAccessToken',
  impact: 'reads',
  turn: 'first',
  missing: needsLogin,
  run: async (probe) => {
    const { session } = probe;
    if (session.login === undefined) return;
    const fields = { ...tokenFields(session, session.login), client_secret: WRONG_SECRET };
    const because = 'the credentials are wrong';
    const expectation: Expectation = {
      accept: [{ statuses: [400, 401] }, { statuses: [403], reading: 'token-refusal' }],
      because,
      intrusion: because,
    };
    const { answer } = await probe.send(getAccessToken(fields), expectation);
    if (answer === undefined) return;
    await probe.send(getAccessToken({ ...fields, client_id: 'no.such.user' }), {
      ...expectation,
      demands: [sameAs(answer)],
    });
  },
};

/** After many refusals the valid credentials must still work; the token of this call is used from here on. */
const stillValid: Case = {
  ...obtainToken,
  id: 'token/obtain-again',
  title: 'a second token, after refused requests',
};
