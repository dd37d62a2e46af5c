import { createHash } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Hono, type Context } from 'hono';
import { isObject, type Json, type JsonObject } from '../../src/specwright/base/json.ts';
import { FAULTS, libraryDocument, schemas, type Fault } from './library-document.ts';
import { planting, type Subject } from './subject.ts';

const KEY = 'library-key-5a1d';
const STAFF = 'staff-token-90f2-e7';

type Bad = (name: Fault) => boolean;
type Status = 200 | 201 | 204 | 304 | 400 | 401 | 403 | 404 | 409 | 412 | 415 | 422 | 428 | 500;

/** Books with copies, members, and loans that live and end. */
export const library: Subject = {
  name: 'hono-library',
  auth: { key: KEY, staff: STAFF },
  faults: FAULTS,
  async start(fault) {
    const app = build(planting(FAULTS, fault));
    const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(
      (resolve) => {
        const opened = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
          resolve({ server: opened, port: info.port }),
        );
      },
    );
    return {
      url: `http://127.0.0.1:${port}/api`,
      document: libraryDocument,
      close: () =>
        new Promise((resolve) => {
          if ('closeAllConnections' in server) server.closeAllConnections();
          server.close(() => resolve());
        }),
    };
  },
};

class Refusal extends Error {
  readonly status: Status;
  readonly detail: string;
  constructor(status: Status, title: string, detail = title) {
    super(title);
    this.status = status;
    this.detail = detail;
  }
}

interface Book extends JsonObject {
  id: string;
  isbn: string;
  title: string;
  year: number;
  genre: string;
}
interface Loan extends JsonObject {
  id: string;
  copyId: string;
  memberId: string;
  status: string;
  renewals: number;
}

const ajv = formats.default(new Ajv2020({ strict: false, allErrors: false, useDefaults: false }));
const validators = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]),
);

function build(bad: Bad): Hono {
  const app = new Hono({ strict: true }).basePath('/api');
  const books = new Map<string, Book>();
  const copies = new Map<string, JsonObject>();
  const members = new Map<string, JsonObject>();
  const loans = new Map<string, Loan>();
  let count = 0;
  const nextId = (prefix: string): string =>
    `${prefix}_${createHash('sha256')
      .update(`${prefix}${(count += 1)}`)
      .digest('hex')
      .slice(0, 12)}`;

  app.onError((error, c) => {
    if (!(error instanceof Refusal))
      return c.json({ status: 500, title: 'Internal error', detail: 'unknown' }, 500);
    const { status, message, detail } = error;
    if (bad('error-not-a-problem') && status === 404) return c.json({ error: message }, 404);
    const headers = {
      'content-type': bad('problem-media-type') && status !== 401 ? 'text/plain' : 'application/problem+json',
      ...(status === 401 && !bad('no-www-authenticate') && { 'www-authenticate': 'ApiKey' }),
    };
    return new Response(JSON.stringify({ status, title: message, detail }), { status, headers });
  });
  app.notFound(() => {
    throw new Refusal(404, 'Not found');
  });

  const requireKey = (c: Context): void => {
    const given = c.req.header('x-api-key');
    if (bad('key-not-checked')) return;
    if (bad('any-key-accepted') && given !== undefined) return;
    if (given !== KEY) throw new Refusal(401, 'Key missing or wrong');
  };
  const requireStaff = (c: Context): void => {
    requireKey(c);
    if (bad('staff-not-checked')) return;
    const given = c.req.header('authorization');
    if (bad('any-staff-token') && given?.startsWith('Bearer ')) return;
    if (given !== `Bearer ${STAFF}`) throw new Refusal(401, 'Staff only');
  };
  const read = async (
    c: Context,
    schema: keyof typeof schemas,
    media = 'application/json',
  ): Promise<JsonObject> => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== media && !bad('any-media-type')) throw new Refusal(415, 'Unsupported media type');
    let body: Json;
    try {
      body = JSON.parse(await c.req.text());
    } catch {
      throw new Refusal(400, 'Malformed JSON');
    }
    const check = validators[schema];
    if (
      check?.(body) !== true &&
      !forgiven(schema, check?.errors?.[0]?.keyword, check?.errors?.[0]?.instancePath)
    )
      throw new Refusal(422, 'Invalid body', ajv.errorsText(check?.errors ?? []));
    if (!isObject(body)) throw new Refusal(422, 'Invalid body');
    return structuredClone(body);
  };
  function forgiven(schema: string, keyword = '', path = ''): boolean {
    return (
      (bad('isbn-pattern-unchecked') && keyword === 'pattern') ||
      (bad('required-unchecked') && keyword === 'required' && schema === 'NewBook') ||
      (bad('title-length-unchecked') && keyword === 'maxLength' && path === '/title') ||
      (bad('email-format-unchecked') && keyword === 'format') ||
      (bad('genre-unchecked') && keyword === 'enum' && path === '/genre') ||
      (bad('tags-unique-unchecked') && keyword === 'uniqueItems') ||
      (bad('year-upper-unchecked') && keyword === 'maximum') ||
      (bad('price-sign-unchecked') && keyword === 'exclusiveMinimum') ||
      (bad('extra-member-properties-taken') && keyword === 'additionalProperties')
    );
  }
  const etagOf = (value: Json): string =>
    `"${createHash('sha1')
      .update(bad('etag-constant') ? 'x' : JSON.stringify(value))
      .digest('hex')
      .slice(0, 16)}"`;
  const whole = (c: Context, name: string, fallback: number, from: number, to: number): number => {
    const text = c.req.query(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < from || value > to) {
      if (bad('page-limits-unchecked')) return Math.max(from, Math.min(to, value || fallback));
      throw new Refusal(400, `Bad ${name}`);
    }
    return value;
  };
  const bookOf = (c: Context): Book => {
    const book = books.get(c.req.param('bookId') ?? '');
    if (book === undefined) throw new Refusal(bad('unknown-book-400') ? 400 : 404, 'No such book');
    return book;
  };
  const shown = (book: Book): JsonObject => {
    const copy: JsonObject = { ...book };
    if (bad('year-as-text')) copy['year'] = String(book.year);
    if (bad('tags-null') && Array.isArray(book['tags']) && book['tags'].length === 0) copy['tags'] = null;
    if (bad('created-not-a-date'))
      copy['createdAt'] = String(book['createdAt']).replace('T', ' ').replace('Z', '');
    if (bad('title-accents-lost')) copy['title'] = book.title.replaceAll(/[^\x20-\x7e]/g, '?');
    return copy;
  };

  app.get('/health', (c) => c.json({ status: bad('health-status-word') ? 'fine' : 'ok' }));

  app.get('/books', (c) => {
    requireKey(c);
    const genre = c.req.query('genre');
    if (genre !== undefined && !schemas.NewBook.properties.genre.enum.includes(genre))
      throw new Refusal(400, 'Bad genre');
    const limit = whole(c, 'limit', bad('default-limit-five') ? 2 : 20, 1, 50);
    const offset = whole(c, 'offset', 0, 0, 1_000_000);
    const sort = c.req.query('sort') ?? 'title';
    if (!['title', '-title', 'year', '-year'].includes(sort)) throw new Refusal(400, 'Bad sort');
    const q = c.req.query('q')?.toLowerCase();
    const field = sort.replace('-', '');
    const found = [...books.values()]
      .filter((book) => genre === undefined || bad('genre-filter-ignored') || book.genre === genre)
      .filter((book) => q === undefined || bad('q-ignored') || book.title.toLowerCase().includes(q))
      .sort((a, b) => {
        const [x, y] = [a[field], b[field]];
        const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1;
        return sort.startsWith('-') && !bad('descending-ignored') ? -order : order;
      });
    const start = bad('offset-ignored') ? 0 : offset;
    const size = bad('limit-ignored') ? found.length : limit;
    const items = found.slice(start, start + size).map(shown);
    if (bad('list-lacks-newest') && items.length > 0)
      items.splice(
        items.findIndex(({ id }) => id === [...books.keys()].at(-1)),
        1,
      );
    return c.json({ items, total: bad('total-of-page') ? items.length : found.length, limit, offset });
  });
  app.post('/books', async (c) => {
    requireKey(c);
    const body = await read(c, 'NewBook');
    if (!bad('isbn-twice-accepted') && [...books.values()].some(({ isbn }) => isbn === body['isbn']))
      throw new Refusal(409, 'ISBN taken');
    const book: Book = {
      language: bad('language-default-missing') ? 'de' : 'en',
      tags: [],
      ...body,
      id: nextId('bk'),
      isbn: String(body['isbn']),
      title: String(body['title']),
      year: Number(body['year']),
      genre: String(body['genre']),
      available: true,
      createdAt: new Date().toISOString(),
    };
    if (bad('price-rounded') && typeof book['price'] === 'number') book['price'] = Math.round(book['price']);
    if (!bad('create-not-stored')) books.set(book.id, book);
    const where = `/api/books/${bad('location-wrong') ? 'bk_000000000000' : book.id}`;
    return c.json(shown(book), bad('created-200') ? 200 : 201, {
      ...(!bad('no-location') && { location: where }),
      etag: etagOf(book),
    });
  });
  app.get('/books/:bookId', (c) => {
    requireKey(c);
    const book = bookOf(c);
    const etag = etagOf(book);
    if (c.req.header('if-none-match') === etag && !bad('if-none-match-ignored'))
      return c.body(null, 304, { etag });
    return c.json(shown(book), 200, bad('no-etag') ? {} : { etag });
  });
  const requireMatch = (c: Context, book: Book): void => {
    const given = c.req.header('if-match');
    if (given === undefined) {
      if (bad('if-match-not-required')) return;
      throw new Refusal(428, 'If-Match is required');
    }
    if (given !== etagOf(book) && given !== '*' && !bad('if-match-ignored'))
      throw new Refusal(412, 'Changed since');
  };
  app.put('/books/:bookId', async (c) => {
    requireKey(c);
    const book = bookOf(c);
    const body = await read(c, 'NewBook');
    requireMatch(c, book);
    if ([...books.values()].some(({ isbn, id }) => isbn === body['isbn'] && id !== book.id))
      throw new Refusal(409, 'ISBN taken');
    const kept: JsonObject = bad('put-merges') ? book : { language: 'en', tags: [] };
    const next = {
      ...kept,
      ...body,
      id: book.id,
      available: book['available'] ?? true,
      createdAt: book['createdAt'] ?? '',
    } as unknown as Book;
    if (!bad('put-not-stored')) books.set(book.id, next);
    return c.json(shown(next), 200, { etag: etagOf(next) });
  });
  app.patch('/books/:bookId', async (c) => {
    requireKey(c);
    const book = bookOf(c);
    const body = await read(c, 'BookPatch', 'application/merge-patch+json');
    requireMatch(c, book);
    const kept: JsonObject = bad('patch-drops-rest') ? { ...book, tags: [], language: 'en' } : book;
    const next = { ...kept, ...body } as unknown as Book;
    if (!bad('patch-not-stored')) books.set(book.id, next);
    if (bad('patch-changes-neighbour'))
      for (const other of books.values()) if (other.id !== book.id) other['tags'] = ['x'];
    return c.json(shown(bad('patch-echoes-old') ? book : next), 200, { etag: etagOf(next) });
  });
  app.delete('/books/:bookId', (c) => {
    requireStaff(c);
    const book = books.get(c.req.param('bookId'));
    if (book === undefined) {
      if (bad('delete-again-204')) return c.body(null, 204);
      throw new Refusal(404, 'No such book');
    }
    if (!bad('delete-not-done')) books.delete(book.id);
    return bad('delete-with-body') ? c.json({ deleted: true }, 200) : c.body(null, 204);
  });

  app.get('/books/:bookId/copies', (c) => {
    requireKey(c);
    const book = bookOf(c);
    const all = [...copies.values()];
    return c.json(bad('copies-of-all-books') ? all : all.filter(({ bookId }) => bookId === book.id));
  });
  app.post('/books/:bookId/copies', async (c) => {
    requireKey(c);
    const book = bad('copy-of-no-book') ? { id: c.req.param('bookId') } : bookOf(c);
    const body = await read(c, 'NewCopy');
    const copy: JsonObject = {
      condition: bad('condition-default-missing') ? null : 'new',
      ...body,
      id: nextId('cp'),
      bookId: bad('copy-wrong-book') ? 'bk_000000000000' : book.id,
    };
    copies.set(String(copy['id']), copy);
    return c.json(copy, 201, { location: `/api/books/${book.id}/copies/${String(copy['id'])}` });
  });
  app.get('/books/:bookId/copies/:copyId', (c) => {
    requireKey(c);
    const book = bad('copy-under-any-book') ? undefined : bookOf(c);
    const copy = copies.get(c.req.param('copyId'));
    if (copy === undefined || (book !== undefined && copy['bookId'] !== book.id))
      throw new Refusal(404, 'No such copy');
    return c.json(copy);
  });

  app.get('/members', (c) => {
    requireKey(c);
    const limit = whole(c, 'limit', 10, 1, 100);
    const cursor = c.req.query('cursor');
    const ids = [...members.keys()];
    let start = 0;
    if (cursor !== undefined) {
      const at = ids.indexOf(Buffer.from(cursor, 'base64url').toString());
      if (at === -1 && !bad('bad-cursor-accepted')) throw new Refusal(400, 'Bad cursor');
      start = bad('cursor-ignored') ? 0 : at + (bad('cursor-repeats-one') ? 0 : 1);
    }
    const page = ids.slice(start, start + limit);
    const last = page.at(-1);
    const more = start + limit < ids.length;
    return c.json({
      data: page.map((id) => members.get(id)),
      nextCursor:
        more && last !== undefined && !bad('cursor-never-given')
          ? Buffer.from(last).toString('base64url')
          : null,
    });
  });
  app.post('/members', async (c) => {
    requireKey(c);
    const body = await read(c, 'NewMember');
    const member: JsonObject = {
      tier: bad('tier-default-wrong') ? 'gold' : 'basic',
      phone: null,
      ...body,
      id: nextId('mb'),
      joinedAt: new Date().toISOString(),
      active: true,
    };
    if (bad('member-secret-field')) member['passwordHash'] = '$2b$10$abcdefghijklmnopqrstuv';
    members.set(String(member['id']), member);
    return c.json(member, 201, { location: `/api/members/${String(member['id'])}` });
  });
  const memberOf = (c: Context): JsonObject => {
    const member = members.get(c.req.param('memberId') ?? '');
    if (member === undefined) throw new Refusal(404, 'No such member');
    return member;
  };
  app.get('/members/:memberId', (c) => {
    requireKey(c);
    if (bad('unknown-member-500') && !members.has(c.req.param('memberId')))
      throw new Error('undefined member');
    if (bad('wrong-member-shown')) return c.json([...members.values()][0] ?? memberOf(c));
    return c.json(memberOf(c));
  });
  app.post('/members/:memberId/deactivate', (c) => {
    requireStaff(c);
    const member = memberOf(c);
    if (member['active'] === false && !bad('deactivate-twice')) throw new Refusal(409, 'Not active');
    if (!bad('deactivate-not-stored')) member['active'] = false;
    return c.json({ ...member, active: false });
  });

  app.post('/loans', async (c) => {
    requireKey(c);
    const body = await read(c, 'NewLoan');
    const memberId = String(body['memberId']);
    const copyId = String(body['copyId']);
    if (!members.has(memberId) && !bad('loan-to-nobody')) throw new Refusal(409, 'No such member');
    if (!copies.has(copyId)) throw new Refusal(409, 'No such copy');
    const isOut = [...loans.values()].some((loan) => loan.copyId === copyId && loan.status === 'open');
    if (isOut && !bad('copy-lent-twice')) throw new Refusal(409, 'The copy is lent');
    const days = typeof body['days'] === 'number' ? body['days'] : bad('days-default-wrong') ? 30 : 14;
    const loan: Loan = { id: nextId('ln'), copyId, memberId, status: 'open', renewals: 0, days };
    loans.set(loan.id, loan);
    return c.json(loan, 201, { location: `/api/loans/${loan.id}` });
  });
  const loanOf = (c: Context): Loan => {
    const loan = loans.get(c.req.param('loanId') ?? '');
    if (loan === undefined) throw new Refusal(404, 'No such loan');
    return loan;
  };
  app.get('/loans', (c) => {
    requireKey(c);
    const status = c.req.query('status');
    if (status !== undefined && !['open', 'returned'].includes(status)) throw new Refusal(400, 'Bad status');
    const found = [...loans.values()].filter(
      (loan) => status === undefined || bad('loan-status-filter-ignored') || loan.status === status,
    );
    return c.json({ loans: found });
  });
  app.get('/loans/:loanId', (c) => {
    requireKey(c);
    const loan = loanOf(c);
    return c.json(bad('loan-id-changed') ? { ...loan, id: nextId('ln') } : loan);
  });
  app.post('/loans/:loanId/renew', (c) => {
    requireKey(c);
    const loan = loanOf(c);
    if (loan.status !== 'open' && !bad('renew-after-return')) throw new Refusal(409, 'Returned');
    if (loan.renewals >= 2 && !bad('renew-forever')) throw new Refusal(409, 'Renewed twice');
    if (!bad('renew-not-counted')) loan.renewals += 1;
    return c.json(loan);
  });
  app.post('/loans/:loanId/return', (c) => {
    requireKey(c);
    const loan = loanOf(c);
    if (loan.status !== 'open' && !bad('return-twice')) throw new Refusal(409, 'Returned');
    if (!bad('return-not-done')) loan.status = 'returned';
    return c.json(bad('return-not-done') ? { ...loan, status: 'returned' } : loan);
  });
  return app as unknown as Hono;
}
