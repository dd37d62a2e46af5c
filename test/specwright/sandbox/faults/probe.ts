/** What a run of requests was answered with, a line for each. */
export type Transcript = readonly string[];

/** Sends the requests that every generic fault changes an answer of, to a server of the shop. */
export async function probe(
  send: (path: string, init: RequestInit) => Promise<Response>,
  advance: () => void,
): Promise<Transcript> {
  const lines: string[] = [];
  const ask = async (method: string, path: string, sent?: unknown, headers: Record<string, string> = {}) => {
    const body = typeof sent === 'string' ? sent : sent === undefined ? null : JSON.stringify(sent);
    const type: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
    const answer = await send(path, {
      method,
      body,
      headers: { authorization: 'Bearer t', ...type, ...headers },
    });
    const text = await answer.text();
    const shown = [...answer.headers].filter(
      ([name]) => !['date', 'content-length', 'keep-alive', 'connection'].includes(name),
    );
    lines.push(
      `${method} ${path} ${answer.status} ${JSON.stringify(shown)} ${text.replaceAll(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, 'TIME')}`,
    );
    try {
      const value: unknown = JSON.parse(text);
      return Object(value);
    } catch {
      return {};
    }
  };
  const token = async (scope: string) => {
    const form = `grant_type=client_credentials&client_id=a&client_secret=b${scope}`;
    const { access_token } = await ask('POST', '/token', form, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    return `Bearer ${access_token}`;
  };

  const whole = {
    number: 'A1',
    amount: 5,
    state: 'paid',
    isGift: true,
    due: '2024-05-01',
    tags: ['x'],
    createdAt: '1999-01-01T00:00:00Z',
  };
  const first = await ask('POST', '/orders', whole);
  const second = await ask('POST', '/orders', { number: 'B2', amount: 3 });
  await ask('POST', '/orders', { number: 'C3', amount: 1 });
  await ask('POST', '/orders', { number: 'D4', amount: 9 });
  await ask('POST', '/orders', { number: 'A1', amount: 5 });
  const one = `/orders/${first.id}`;
  const two = `/orders/${second.id}`;
  await ask('GET', one);
  await ask('GET', one);
  await ask('GET', '/orders');
  await ask('GET', '/orders?state=paid');
  await ask('GET', '/orders?limit=2');
  await ask('GET', '/orders?limit=2&offset=2');
  await ask('PATCH', one, { amount: 6 });
  await ask('GET', one);
  await ask('GET', two);
  await ask('PUT', one, { number: 'A9', amount: 7 });
  await ask('GET', one);
  await ask('POST', `${one}/lines`, { text: 'of one' });
  await ask('POST', `${two}/lines`, { text: 'of two' });
  await ask('GET', `${one}/lines`);
  await ask('GET', `${one}/lines/1`);
  await ask('DELETE', two);
  await ask('GET', two);
  await ask('DELETE', two);
  await ask('GET', '/orders');
  const unknown = '00000000-0000-4000-8000-000000000000';
  await ask('GET', `/orders/${unknown}`);
  await ask('POST', `/orders/${unknown}/lines`, { text: 'of none' });
  await ask('GET', '/orders/no-uuid');
  await ask('GET', '/orders?state=lost');
  await ask('GET', '/orders', undefined, { 'x-trace': 'text' });
  await ask('PUT', '/orders');
  await ask('GET', '/nothing');

  const refused: readonly unknown[] = [
    { amount: 5 },
    { number: 'E5', amount: '5' },
    { number: 'E5', amount: 0 },
    { number: 'E5', amount: 10 },
    { number: 'E5', amount: 11 },
    { number: 'E55555', amount: 1 },
    { number: 'E555555', amount: 1 },
    { number: 'E', amount: 1 },
    { number: '55', amount: 1 },
    { number: 'F6', amount: 1, state: 'lost' },
    { number: 'F7', amount: 1, due: 'soon' },
    { number: 'F8', amount: 1, tags: [] },
    { number: 'F9', amount: 1, tags: ['a', 'b'] },
    { number: 'F9', amount: 1, tags: ['a', 'b', 'c'] },
    { number: 'G1', amount: 1, tags: ['a', 'a'] },
    { number: 'G2', amount: 1, tags: [1] },
    { number: 'G3', amount: 1, isGift: null },
    { number: 'G4', amount: 1, other: 1 },
    '{"number":',
  ];
  for (const sent of refused) await ask('POST', '/orders', sent);
  await ask('POST', '/orders');
  await ask('POST', '/orders', 'text', { 'content-type': 'text/plain' });
  await ask('POST', '/payments', { card: 'c', cash: 1 });

  await ask('GET', one, undefined, { authorization: '' });
  await ask('POST', '/orders', { number: 'H1', amount: 1 }, { authorization: '' });
  await ask('POST', '/orders', {}, { authorization: '' });
  await ask('GET', one, undefined, { authorization: 'Basic YTpi' });
  await ask('GET', one, undefined, { authorization: 'Bearer' });
  const other = await token('&scope=other');
  await ask('GET', one, undefined, { authorization: other });
  const good = await token('');
  await ask('GET', one, undefined, { authorization: good });
  advance();
  await ask('GET', one, undefined, { authorization: good });
  return lines;
}
