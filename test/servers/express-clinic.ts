import { randomBytes } from 'node:crypto';
import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { FAULTS, clinicDocument, type Bad } from './clinic-document.ts';
import { planting, type Subject } from './subject.ts';

const CLIENT = { id: 'clinic-client', secret: 'clinic-client-secret-77' };
const ADMIN = { user: 'head', password: 'physician-33' };

interface Row extends Record<string, unknown> {
  readonly id: string | number;
}

class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly { path: string; message: string }[];
  constructor(status: number, title: string, errors: Refusal['errors'] = []) {
    super(title);
    this.status = status;
    this.errors = errors;
  }
}

/** Patients with cursors and soft deletes, notes below them, appointments with a life cycle, settings, a form. */
export const clinic: Subject = {
  name: 'express-clinic',
  auth: { oauth: `${CLIENT.id}:${CLIENT.secret}`, admin: `${ADMIN.user}:${ADMIN.password}` },
  faults: FAULTS,
  async start(fault) {
    const app = build(planting(FAULTS, fault));
    const server = app.listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => server.once('listening', () => resolve()));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return {
      url: `http://127.0.0.1:${port}/v2`,
      document: clinicDocument,
      close: () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    };
  },
};

function build(bad: Bad): express.Express {
  const app = express();
  app.disable('x-powered-by');
  const tokens = new Set<string>();
  app.post('/oauth/token', express.urlencoded(), (request: Request, response: Response) => {
    const given = Buffer.from(
      (request.headers.authorization ?? '').replace(/^Basic /, ''),
      'base64',
    ).toString();
    const isKnown = bad('wrong-client-secret-gets-token')
      ? given.startsWith(`${CLIENT.id}:`)
      : given === `${CLIENT.id}:${CLIENT.secret}`;
    if (!isKnown || fieldsOf(request)['grant_type'] !== 'client_credentials') {
      response.status(401).json({ error: 'invalid_client' });
      return;
    }
    const token = randomBytes(24).toString('hex');
    tokens.add(token);
    response.json({ access_token: token, token_type: 'Bearer', expires_in: 3600 });
  });
  const v2 = express.Router();
  v2.use((request, _response, next) => {
    guard(request, tokens, bad);
    next();
  });
  const isJsonTaken = (request: Request) =>
    request.path === '/feedback' ? bad('feedback-json-taken') : true;
  v2.use((request, response, next) => {
    const hasBody =
      ['POST', 'PUT', 'PATCH'].includes(request.method) && request.headers['content-length'] !== undefined;
    if (!hasBody || request.headers['content-length'] === '0') return next();
    const isForm = request.path === '/feedback' && request.is('application/x-www-form-urlencoded') !== false;
    if (isForm) return express.urlencoded()(request, response, next);
    if (request.is('application/json') === false || !isJsonTaken(request))
      throw new Refusal(415, 'Unsupported media type');
    express.json({ strict: false })(request, response, next);
  });
  addPatients(v2, bad);
  addSettings(v2, bad);
  v2.use((request) => {
    throw new Refusal(request.path.startsWith('/nowhere') ? 404 : 404, 'Not found');
  });
  app.use('/v2', v2);
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status =
      error instanceof Refusal ? error.status : Number(Reflect.get(Object(error), 'status') ?? 500);
    const errors = error instanceof Refusal && error.errors.length > 0 ? { errors: error.errors } : {};
    const shown = status === 422 && bad('validation-400') ? 400 : status === 400 ? 422 : status;
    response
      .status(shown)
      .type(bad('problem-as-json') ? 'application/json' : 'application/problem+json')
      .send(
        JSON.stringify({
          ...(!bad('problem-without-title') && { title: error instanceof Error ? error.message : 'Error' }),
          status: shown,
          ...errors,
        }),
      );
  });
  return app;
}

function guard(request: Request, tokens: ReadonlySet<string>, bad: Bad): void {
  const { authorization = '' } = request.headers;
  const { path, method } = request;
  if (path === '/feedback' && method === 'POST') return;
  if (path === '/settings' || path === '/feedback') {
    if (bad('settings-change-open') && method === 'PUT') return;
    const given = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
    const [user, password] = [given.split(':')[0], given.slice(given.indexOf(':') + 1)];
    const isUser = user === ADMIN.user || (bad('basic-user-ignored') && user !== '');
    const isPassword =
      password === ADMIN.password || (bad('basic-password-ignored') && isUser && given !== '');
    if (!authorization.startsWith('Basic ') || !isUser || !isPassword) throw new Refusal(401, 'Unauthorized');
    return;
  }
  if (bad('notes-open') && path.includes('/notes')) return;
  if (bad('appointment-read-open') && path.startsWith('/appointments/') && method === 'GET') return;
  const token = authorization.replace(bad('token-type-not-checked') ? /^\w+ / : /^Bearer /, '');
  const isKnown = bad('expired-token-style-accepted')
    ? token.length > 3 && token !== authorization
    : tokens.has(token);
  if (!isKnown) throw new Refusal(401, 'Unauthorized');
}

function fieldsOf({ body }: Request): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refusal(422, 'Unprocessable', errors);
}

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

function patientSchema(bad: Bad) {
  const name = z.string().min(bad('given-name-empty-taken') ? 0 : 1);
  const fields = {
    givenName: name.max(bad('given-name-longest-refused') ? 39 : 40),
    familyName: z.string().min(1).max(40),
    email: bad('email-format-not-checked') ? z.string() : z.email(),
    phone: z
      .string()
      .regex(/^\+[0-9]{6,14}$/)
      .nullable()
      .optional(),
    bornOn: day,
    bloodGroup: z.enum(bad('blood-group-ab-refused') ? ['A', 'B', 'O'] : ['A', 'B', 'AB', 'O']),
    weightKg: z
      .number()
      .max(400)
      .refine((value) => value > 0 || (bad('weight-zero-taken') && value === 0))
      .optional(),
    tags: z
      .array(z.string().min(1))
      .max(bad('tags-too-many-taken') ? 99 : 3)
      .refine((tags) => bad('tags-duplicates-taken') || new Set(tags).size === tags.length)
      .optional(),
    active: z.boolean().optional(),
  };
  return bad('unknown-property-taken') ? z.looseObject(fields) : z.strictObject(fields);
}

function addPatients(v2: express.Router, bad: Bad): void {
  const patients = new Map<string, Row>();
  const notes = new Map<number, Row>();
  let last = 0;
  const schema = patientSchema(bad);
  const hidden = (row: Row) => row['deletedAt'] !== undefined;
  const shown = ({ deletedAt: _deleted, ...row }: Row): Record<string, unknown> => ({
    ...row,
    ...(bad('patient-id-number') && { id: Number.parseInt(String(row.id).slice(4), 16) }),
    ...(bad('phone-absent-not-null') && row['phone'] === null && { phone: undefined }),
    ...(bad('born-on-with-time') && { bornOn: `${String(row['bornOn'])}T00:00:00.000Z` }),
    ...(bad('weight-text-stored') && row['weightKg'] !== undefined && { weightKg: String(row['weightKg']) }),
  });
  const find = (id: unknown): Row => {
    const row = bad('read-returns-first')
      ? [...patients.values()].find((one) => !hidden(one))
      : patients.get(String(id));
    if (row === undefined || (hidden(row) && !bad('delete-hides-only-from-list')))
      throw new Refusal(404, 'No such patient');
    return row;
  };
  const requireFree = (email: unknown, id?: unknown) => {
    if (bad('email-not-unique') || (bad('email-unique-only-on-create') && id !== undefined)) return;
    if ([...patients.values()].some((row) => !hidden(row) && row['email'] === email && row.id !== id))
      throw new Refusal(409, 'The email is taken');
  };
  const query = z.object({
    limit: z.coerce
      .number()
      .int()
      .min(bad('limit-zero-taken') ? 0 : 1)
      .max(bad('limit-maximum-refused') ? 24 : 25)
      .optional(),
    cursor: z.string().optional(),
    bloodGroup: z.enum(['A', 'B', 'AB', 'O']).optional(),
    active: z.enum(['true', 'false']).optional(),
    bornAfter: day.optional(),
    sortBy: z.enum(['familyName', 'bornOn']).optional(),
    order: z.enum(['asc', 'desc']).optional(),
    includeDeleted: z.enum(['true', 'false']).optional(),
    patientId: z.string().optional(),
    status: z.enum(['scheduled', 'checked-in', 'completed', 'cancelled']).optional(),
  });
  const page = (
    rows: readonly Row[],
    { limit = bad('limit-default-ignored') ? 25 : 5, cursor }: z.infer<typeof query>,
  ) => {
    let from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
    if (!Number.isInteger(from)) throw new Refusal(422, 'The cursor is not one of ours');
    if (cursor !== undefined && bad('cursor-repeats-last')) from = Math.max(0, from - 1);
    if (cursor !== undefined && bad('cursor-skips-one')) from += 1;
    const end = from + limit;
    const hasMore = end < rows.length || bad('cursor-never-ends');
    return {
      items: rows.slice(from, end).map(shown),
      ...(!bad('list-next-cursor-missing') && {
        nextCursor: hasMore ? Buffer.from(String(Math.min(end, rows.length))).toString('base64url') : null,
      }),
    };
  };
  v2.get('/patients', (request, response) => {
    const asked = parsed(query, request.query);
    let rows = [...patients.values()].filter(
      (row) =>
        (!hidden(row) ||
          bad('deleted-in-list') ||
          (asked.includeDeleted === 'true' && !bad('include-deleted-ignored'))) &&
        (asked.bloodGroup === undefined ||
          bad('blood-group-filter-ignored') ||
          row['bloodGroup'] === asked.bloodGroup) &&
        (asked.active === undefined ||
          (String(row['active']) === asked.active) !== bad('active-filter-inverted')) &&
        (asked.bornAfter === undefined ||
          bad('born-after-ignored') ||
          String(row['bornOn']) > asked.bornAfter),
    );
    const { sortBy, order } = asked;
    if (sortBy !== undefined) {
      const field = bad('sort-by-born-wrong') && sortBy === 'bornOn' ? 'familyName' : sortBy;
      rows.sort((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1));
      if (order === 'desc' && !bad('sort-order-ignored')) rows.reverse();
    }
    if (bad('list-cut-after-three')) rows = rows.slice(0, 3);
    response.json(page(rows, asked));
  });
  v2.post('/patients', (request, response) => {
    const body = parsed(schema, request.body);
    requireFree(body['email']);
    const at = new Date().toISOString();
    const id = `pat_${randomBytes(5).toString('hex')}`;
    const row: Row = {
      phone: null,
      tags: [],
      active: true,
      ...body,
      id,
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
    patients.set(id, row);
    response
      .status(bad('create-status-202') ? 202 : 201)
      .location(`/v2/patients/${bad('location-relative-wrong') ? 'new' : id}`)
      .json(shown(row));
  });
  v2.post('/patients/search', (request, response) => {
    const asked = parsed(
      z.strictObject({ text: z.string().min(1), limit: z.int().min(1).max(25).optional() }),
      request.body,
    );
    const text = asked.text.toLowerCase();
    const rows = [...patients.values()].filter(
      (row) =>
        !hidden(row) &&
        (bad('search-ignores-text') ||
          `${String(row['givenName'])} ${String(row['familyName'])}`.toLowerCase().includes(text)),
    );
    response.json(page(rows, { limit: asked.limit }));
  });
  v2.get(
    '/patients/:patientId',
    (request, response) => void response.json(shown(find(request.params.patientId))),
  );
  v2.patch('/patients/:patientId', (request, response) => {
    const row = find(request.params.patientId);
    const body = parsed(schema.partial(), request.body);
    if (Object.keys(body).length === 0) throw new Refusal(422, 'Nothing to change');
    if (body['email'] !== undefined) requireFree(body['email'], row.id);
    const kept = Object.entries(body).filter(([, value]) => !(bad('patch-null-ignored') && value === null));
    const next: Row = {
      ...row,
      ...(bad('patch-resets-tags') && { tags: [] }),
      ...Object.fromEntries(kept),
      id: row.id,
      version: Number(row['version']) + (bad('version-not-raised') ? 0 : 1),
      ...(!bad('updated-at-not-moved') && { updatedAt: new Date().toISOString() }),
    };
    patients.set(String(row.id), next);
    response.json(shown(next));
  });
  v2.delete('/patients/:patientId', (request, response) => {
    const row = find(request.params.patientId);
    const gone = { ...row, deletedAt: new Date().toISOString() };
    patients.set(String(row.id), gone);
    if (bad('delete-other-too'))
      for (const one of patients.values()) patients.set(String(one.id), { ...one, deletedAt: 'now' });
    if (bad('delete-status-200-body')) response.status(200).json(shown(gone));
    else response.status(204).end();
  });

  const bare = ({ id, ...note }: Row) => ({ noteId: id, ...note });
  const noteOf = (params: { patientId: string; noteId: string }): Row => {
    find(params.patientId);
    const note = notes.get(Number(params.noteId));
    if (note === undefined || (note['patientId'] !== params.patientId && !bad('note-in-other-patient')))
      throw new Refusal(404, 'No such note');
    return note;
  };
  v2.get('/patients/:patientId/notes', (request, response) => {
    find(request.params.patientId);
    const rows = [...notes.values()].filter(
      (note) => bad('note-list-of-all') || note['patientId'] === request.params.patientId,
    );
    response.json((bad('note-order-lost') ? rows.reverse() : rows).map(bare));
  });
  v2.post('/patients/:patientId/notes', (request, response) => {
    const { patientId } = request.params;
    if (!bad('note-to-unknown-patient')) find(patientId);
    const body = parsed(
      z.strictObject({ text: z.string().min(1).max(2000), private: z.boolean().default(false) }),
      request.body,
    );
    last += 1;
    const text = bad('note-text-trimmed-wrong') ? body.text.replaceAll(/[^\x20-\x7e]/g, '?') : body.text;
    const note = { ...body, text, id: last, patientId, writtenAt: new Date().toISOString() };
    notes.set(last, note);
    response.status(201).json(bare(note));
  });
  v2.get(
    '/patients/:patientId/notes/:noteId',
    (request, response) => void response.json(bare(noteOf(request.params))),
  );
  v2.delete('/patients/:patientId/notes/:noteId', (request, response) => {
    notes.delete(Number(noteOf(request.params).id));
    response.status(204).end();
  });
  addAppointments(
    v2,
    bad,
    find,
    (rows, asked) => page(rows, parsed(query, asked)),
    (asked) => parsed(query, asked),
  );
}

function addAppointments(
  v2: express.Router,
  bad: Bad,
  findPatient: (id: unknown) => Row,
  page: (rows: readonly Row[], asked: unknown) => unknown,
  read: (asked: unknown) => { patientId?: string | undefined; status?: string | undefined },
): void {
  const appointments = new Map<string, Row>();
  const answered = new Map<string, Row>();
  const find = (id: unknown): Row => {
    const row = appointments.get(String(id));
    if (row === undefined) throw new Refusal(404, 'No such appointment');
    return row;
  };
  const minutes = z.int().min(5).max(120);
  v2.get('/appointments', (request, response) => {
    const asked = read(request.query);
    const rows = [...appointments.values()].filter(
      (row) =>
        (asked.patientId === undefined ||
          bad('appointment-patient-filter-ignored') ||
          row['patientId'] === asked.patientId) &&
        (asked.status === undefined || row['status'] === asked.status),
    );
    response.json(page(rows, request.query));
  });
  v2.post('/appointments', (request, response) => {
    const body = parsed(
      z.strictObject({
        patientId: z.string(),
        startsAt: instant,
        minutes: minutes.default(bad('appointment-duration-default') ? 30 : 20),
        subject: z.string().max(100).optional(),
      }),
      request.body,
    );
    if (!bad('appointment-unknown-patient')) findPatient(body.patientId);
    const key = request.get('idempotency-key');
    const known = key === undefined || bad('appointment-second-key-creates') ? undefined : answered.get(key);
    const row: Row = known ?? { ...body, id: `apt_${randomBytes(4).toString('hex')}`, status: 'scheduled' };
    if (key !== undefined) answered.set(key, row);
    if (known === undefined) appointments.set(String(row.id), row);
    response.status(201).json(row);
  });
  const one = '/appointments/:appointmentId';
  v2.get(one, (request, response) => void response.json(find(request.params.appointmentId)));
  v2.patch(one, (request, response) => {
    const row = find(request.params.appointmentId);
    const body = parsed(
      z.strictObject({ startsAt: instant.optional(), minutes: minutes.optional() }),
      request.body,
    );
    if (Object.keys(body).length === 0) throw new Refusal(422, 'Nothing to change');
    if (row['status'] !== 'scheduled' && !bad('reschedule-cancelled'))
      throw new Refusal(409, 'No longer scheduled');
    const next = { ...row, ...body };
    appointments.set(String(row.id), next);
    response.json(next);
  });
  const move = (name: string, from: readonly string[], status: string, isLax: boolean) =>
    v2.post(`${one}/${name}`, (request, response) => {
      const row = find(request.params['appointmentId']);
      const body =
        name === 'cancel'
          ? parsed(z.strictObject({ cancelReason: z.string().max(200).optional() }), request.body ?? {})
          : {};
      if (!isLax && !from.includes(String(row['status'])))
        throw new Refusal(409, `It is ${String(row['status'])}`);
      const next = { ...row, ...body, status };
      if (!(name === 'cancel' && bad('cancel-without-effect'))) appointments.set(String(row.id), next);
      if (name === 'cancel' && bad('cancel-frees-all'))
        for (const other of appointments.values()) appointments.set(String(other.id), { ...other, status });
      response.json(next);
    });
  move('check-in', bad('check-in-twice') ? ['scheduled', 'checked-in'] : ['scheduled'], 'checked-in', false);
  move(
    'complete',
    bad('complete-before-check-in') ? ['scheduled', 'checked-in'] : ['checked-in'],
    'completed',
    false,
  );
  move(
    'cancel',
    ['scheduled', 'checked-in', ...(bad('cancel-completed') ? ['completed'] : [])],
    'cancelled',
    false,
  );
}

function addSettings(v2: express.Router, bad: Bad): void {
  let settings: Record<string, unknown> = { opensAt: '08:00', closesAt: '18:00', language: 'en' };
  const clock = z.string().regex(/^[0-2][0-9]:[0-5][0-9]$/);
  v2.get('/settings', (_request, response) => void response.json(settings));
  v2.put('/settings', (request, response) => {
    const body = parsed(
      z.strictObject({
        opensAt: clock,
        closesAt: clock,
        language: z.enum(['en', 'de', 'fr']).optional(),
        motto: z.string().max(80).optional(),
      }),
      request.body,
    );
    const standard = bad('settings-default-lost') ? {} : { language: 'en' };
    settings = { ...(bad('put-settings-merges') ? settings : standard), ...body };
    response.json(settings);
  });
  if (bad('method-not-allowed-200'))
    v2.delete('/settings', (_request, response) => void response.json(settings));
  const feedback: Row[] = [];
  v2.get('/feedback', (_request, response) => void response.json(feedback));
  v2.post('/feedback', (request, response) => {
    const fields = parsed(
      z.object({
        rating: bad('feedback-rating-not-checked')
          ? z.coerce.number()
          : z.coerce.number().int().min(1).max(5),
        comment: z.string().max(300).optional(),
        anonymous: z
          .enum(['true', 'false'])
          .transform((value) => value === 'true')
          .optional(),
      }),
      request.body ?? {},
    );
    const { comment, ...rest } = fields;
    const row: Row = {
      id: feedback.length + 1,
      ...rest,
      ...(comment !== undefined && !bad('feedback-comment-lost') && { comment }),
    };
    feedback.push(row);
    response.status(201).json(row);
  });
}
