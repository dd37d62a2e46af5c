import type { JsonObject } from '../../src/specwright/base/json.ts';
import { asDocument } from './subject.ts';

const GENRES: readonly unknown[] = ['fiction', 'science', 'history', 'poetry'];
const AJV_SAFE_EMAIL = { type: 'string', format: 'email', maxLength: 200 };

const bookFields = {
  title: { type: 'string', minLength: 1, maxLength: 120, examples: ['The Waves'] },
  isbn: { type: 'string', pattern: '^97[89][0-9]{10}$' },
  year: { type: 'integer', minimum: 1450, maximum: 2100 },
  genre: { type: 'string', enum: GENRES },
  language: { type: 'string', pattern: '^[a-z]{2}$', default: 'en' },
  tags: {
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 20 },
    maxItems: 5,
    uniqueItems: true,
    default: [],
  },
  price: { type: 'number', exclusiveMinimum: 0, maximum: 10_000 },
};

/** What callers send. */
export const schemas = {
  NewBook: {
    type: 'object',
    additionalProperties: false,
    required: ['title', 'isbn', 'year', 'genre'],
    properties: bookFields,
  },
  BookPatch: { type: 'object', additionalProperties: false, minProperties: 1, properties: bookFields },
  NewCopy: {
    type: 'object',
    additionalProperties: false,
    required: ['shelf'],
    properties: {
      shelf: { type: 'string', pattern: '^[A-Z]-[0-9]{1,3}$' },
      condition: { type: 'string', enum: ['new', 'good', 'worn'], default: 'new' },
    },
  },
  NewMember: {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'email'],
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 80 },
      email: AJV_SAFE_EMAIL,
      tier: { type: 'string', enum: ['basic', 'silver', 'gold'], default: 'basic' },
      phone: { type: ['string', 'null'], pattern: '^\\+[0-9]{7,15}$', default: null },
    },
  },
  NewLoan: {
    type: 'object',
    additionalProperties: false,
    required: ['copyId', 'memberId'],
    properties: {
      copyId: { type: 'string', pattern: '^cp_[0-9a-f]{12}$' },
      memberId: { type: 'string', pattern: '^mb_[0-9a-f]{12}$' },
      days: { type: 'integer', minimum: 1, maximum: 60, default: 14 },
    },
  },
};

/** What can be planted, one at a time. */
export const FAULTS = [
  'error-not-a-problem',
  'problem-media-type',
  'no-www-authenticate',
  'key-not-checked',
  'any-key-accepted',
  'staff-not-checked',
  'any-staff-token',
  'any-media-type',
  'isbn-pattern-unchecked',
  'required-unchecked',
  'title-length-unchecked',
  'email-format-unchecked',
  'genre-unchecked',
  'tags-unique-unchecked',
  'year-upper-unchecked',
  'price-sign-unchecked',
  'extra-member-properties-taken',
  'etag-constant',
  'page-limits-unchecked',
  'unknown-book-400',
  'year-as-text',
  'tags-null',
  'created-not-a-date',
  'title-accents-lost',
  'health-status-word',
  'default-limit-five',
  'genre-filter-ignored',
  'q-ignored',
  'descending-ignored',
  'offset-ignored',
  'limit-ignored',
  'list-lacks-newest',
  'total-of-page',
  'isbn-twice-accepted',
  'language-default-missing',
  'price-rounded',
  'create-not-stored',
  'location-wrong',
  'created-200',
  'no-location',
  'if-none-match-ignored',
  'no-etag',
  'if-match-not-required',
  'if-match-ignored',
  'put-merges',
  'put-not-stored',
  'patch-drops-rest',
  'patch-not-stored',
  'patch-changes-neighbour',
  'patch-echoes-old',
  'delete-again-204',
  'delete-not-done',
  'delete-with-body',
  'copies-of-all-books',
  'copy-of-no-book',
  'condition-default-missing',
  'copy-wrong-book',
  'copy-under-any-book',
  'bad-cursor-accepted',
  'cursor-ignored',
  'cursor-repeats-one',
  'cursor-never-given',
  'tier-default-wrong',
  'member-secret-field',
  'unknown-member-500',
  'wrong-member-shown',
  'deactivate-twice',
  'deactivate-not-stored',
  'loan-to-nobody',
  'copy-lent-twice',
  'days-default-wrong',
  'loan-status-filter-ignored',
  'loan-id-changed',
  'renew-after-return',
  'renew-forever',
  'renew-not-counted',
  'return-twice',
  'return-not-done',
] as const;

export type Fault = (typeof FAULTS)[number];

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: unknown, description = 'Done.', headers?: unknown) => ({
  description,
  ...(headers !== undefined && { headers }),
  content: { 'application/json': { schema } },
});
const problem = (description: string, headers?: unknown) => ({
  description,
  ...(headers !== undefined && { headers }),
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
const body = (name: string, media = 'application/json') => ({
  required: true,
  content: { [media]: { schema: ref(name) } },
});
const id = (name: string, prefix: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: `^${prefix}_[0-9a-f]{12}$` },
});
const query = (name: string, schema: unknown, description: string) => ({
  name,
  in: 'query',
  description,
  schema,
});
const header = (required: boolean, description: string) => ({
  required,
  description,
  schema: { type: 'string' },
});

const etag = { ETag: header(true, 'The version of the book.') };
const location = {
  Location: {
    required: true,
    description: 'Where it is.',
    schema: { type: 'string', format: 'uri-reference' },
  },
};
const refused = {
  '401': problem('The key or the token is missing or wrong.', {
    'WWW-Authenticate': header(true, 'How to authenticate.'),
  }),
};
const invalid = {
  '400': problem('The body is no JSON.'),
  '415': problem('The media type is not supported.'),
  '422': problem('The body breaks a rule.'),
};
const missing = { '404': problem('There is none of this id.') };
const match = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The ETag of the version to change; `*` for any.',
  schema: { type: 'string' },
};
const versioned = {
  '412': problem('The book has changed since.'),
  '428': problem('If-Match is missing.'),
};
const staff = { security: [{ key: [], staff: [] }] };

/** The document that the server is written by. */
export const libraryDocument: JsonObject = asDocument({
  openapi: '3.1.0',
  info: { title: 'Library', version: '3.2.0' },
  servers: [{ url: '/api' }],
  security: [{ key: [] }],
  paths: {
    '/health': {
      get: {
        operationId: 'getHealth',
        security: [],
        responses: {
          '200': json({
            type: 'object',
            required: ['status'],
            properties: { status: { type: 'string', const: 'ok' } },
          }),
        },
      },
    },
    '/books': {
      get: {
        operationId: 'listBooks',
        parameters: [
          query('genre', { type: 'string', enum: GENRES }, 'Only books of this genre.'),
          query('q', { type: 'string' }, 'Only books whose title contains this text, in any case.'),
          query(
            'sort',
            { type: 'string', enum: ['title', '-title', 'year', '-year'], default: 'title' },
            'The order; with `-` descending.',
          ),
          query('limit', { type: 'integer', minimum: 1, maximum: 50, default: 20 }, 'Books on a page.'),
          query('offset', { type: 'integer', minimum: 0, maximum: 1_000_000, default: 0 }, 'Books to skip.'),
        ],
        responses: {
          '200': json({
            type: 'object',
            required: ['items', 'total', 'limit', 'offset'],
            properties: {
              items: { type: 'array', items: ref('Book') },
              total: { type: 'integer', minimum: 0, description: 'How many books match, on all pages.' },
              limit: { type: 'integer' },
              offset: { type: 'integer' },
            },
          }),
          '400': problem('A parameter is wrong.'),
          ...refused,
        },
      },
      post: {
        operationId: 'addBook',
        requestBody: body('NewBook'),
        responses: {
          '201': json(ref('Book'), 'Added.', { ...location, ...etag }),
          '409': problem('Another book has this ISBN.'),
          ...invalid,
          ...refused,
        },
      },
    },
    '/books/{bookId}': {
      parameters: [id('bookId', 'bk')],
      get: {
        operationId: 'getBook',
        parameters: [{ name: 'If-None-Match', in: 'header', schema: { type: 'string' } }],
        responses: {
          '200': json(ref('Book'), 'The book.', etag),
          '304': { description: 'Not changed.' },
          ...missing,
          ...refused,
        },
      },
      put: {
        operationId: 'replaceBook',
        parameters: [match],
        requestBody: body('NewBook'),
        responses: {
          '200': json(ref('Book'), 'Replaced.', etag),
          '409': problem('Another book has this ISBN.'),
          ...missing,
          ...versioned,
          ...invalid,
          ...refused,
        },
      },
      patch: {
        operationId: 'changeBook',
        parameters: [match],
        requestBody: body('BookPatch', 'application/merge-patch+json'),
        responses: {
          '200': json(ref('Book'), 'Changed.', etag),
          ...missing,
          ...versioned,
          ...invalid,
          ...refused,
        },
      },
      delete: {
        operationId: 'deleteBook',
        ...staff,
        responses: { '204': { description: 'Deleted.' }, ...missing, ...refused },
      },
    },
    '/books/{bookId}/copies': {
      parameters: [id('bookId', 'bk')],
      get: {
        operationId: 'listCopies',
        responses: { '200': json({ type: 'array', items: ref('Copy') }), ...missing, ...refused },
      },
      post: {
        operationId: 'addCopy',
        requestBody: body('NewCopy'),
        responses: { '201': json(ref('Copy'), 'Added.', location), ...missing, ...invalid, ...refused },
      },
    },
    '/books/{bookId}/copies/{copyId}': {
      parameters: [id('bookId', 'bk'), id('copyId', 'cp')],
      get: { operationId: 'getCopy', responses: { '200': json(ref('Copy')), ...missing, ...refused } },
    },
    '/members': {
      get: {
        operationId: 'listMembers',
        parameters: [
          query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 10 }, 'Members on a page.'),
          query('cursor', { type: 'string' }, 'The `nextCursor` of the page before.'),
        ],
        responses: {
          '200': json({
            type: 'object',
            required: ['data', 'nextCursor'],
            properties: {
              data: { type: 'array', items: ref('Member') },
              nextCursor: { type: ['string', 'null'], description: 'For the next page; null on the last.' },
            },
          }),
          '400': problem('A parameter is wrong.'),
          ...refused,
        },
      },
      post: {
        operationId: 'addMember',
        requestBody: body('NewMember'),
        responses: { '201': json(ref('Member'), 'Added.', location), ...invalid, ...refused },
      },
    },
    '/members/{memberId}': {
      parameters: [id('memberId', 'mb')],
      get: { operationId: 'getMember', responses: { '200': json(ref('Member')), ...missing, ...refused } },
    },
    '/members/{memberId}/deactivate': {
      parameters: [id('memberId', 'mb')],
      post: {
        operationId: 'deactivateMember',
        ...staff,
        description: 'Only an active member can be deactivated.',
        responses: {
          '200': json(ref('Member')),
          '409': problem('The member is not active.'),
          ...missing,
          ...refused,
        },
      },
    },
    '/loans': {
      get: {
        operationId: 'listLoans',
        parameters: [query('status', ref('LoanStatus'), 'Only loans of this status.')],
        responses: {
          '200': json({
            type: 'object',
            required: ['loans'],
            properties: { loans: { type: 'array', items: ref('Loan') } },
          }),
          '400': problem('A parameter is wrong.'),
          ...refused,
        },
      },
      post: {
        operationId: 'lendCopy',
        requestBody: body('NewLoan'),
        responses: {
          '201': json(ref('Loan'), 'Lent.', location),
          '409': problem('The copy is lent already, or there is no such copy or member.'),
          ...invalid,
          ...refused,
        },
      },
    },
    '/loans/{loanId}': {
      parameters: [id('loanId', 'ln')],
      get: { operationId: 'getLoan', responses: { '200': json(ref('Loan')), ...missing, ...refused } },
    },
    '/loans/{loanId}/renew': {
      parameters: [id('loanId', 'ln')],
      post: {
        operationId: 'renewLoan',
        description: 'An open loan can be renewed twice. Each time `renewals` goes up by one.',
        responses: {
          '200': json(ref('Loan')),
          '409': problem('Returned, or renewed twice.'),
          ...missing,
          ...refused,
        },
      },
    },
    '/loans/{loanId}/return': {
      parameters: [id('loanId', 'ln')],
      post: {
        operationId: 'returnLoan',
        responses: { '200': json(ref('Loan')), '409': problem('Returned already.'), ...missing, ...refused },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      staff: { type: 'http', scheme: 'bearer' },
    },
    schemas: {
      ...schemas,
      Book: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'title', 'isbn', 'year', 'genre', 'language', 'tags', 'available', 'createdAt'],
        properties: {
          id: { type: 'string', pattern: '^bk_[0-9a-f]{12}$', readOnly: true },
          ...bookFields,
          available: { type: 'boolean', readOnly: true },
          createdAt: { type: 'string', format: 'date-time', readOnly: true },
        },
      },
      Copy: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'bookId', 'shelf', 'condition'],
        properties: {
          id: { type: 'string', pattern: '^cp_[0-9a-f]{12}$' },
          bookId: { type: 'string' },
          ...schemas.NewCopy.properties,
        },
      },
      Member: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'name', 'email', 'tier', 'phone', 'joinedAt', 'active'],
        properties: {
          id: { type: 'string', pattern: '^mb_[0-9a-f]{12}$' },
          ...schemas.NewMember.properties,
          joinedAt: { type: 'string', format: 'date-time' },
          active: { type: 'boolean' },
        },
      },
      LoanStatus: { type: 'string', enum: ['open', 'returned'] },
      Loan: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'copyId', 'memberId', 'status', 'renewals', 'days'],
        properties: {
          id: { type: 'string', pattern: '^ln_[0-9a-f]{12}$' },
          copyId: { type: 'string' },
          memberId: { type: 'string' },
          status: ref('LoanStatus'),
          renewals: { type: 'integer', minimum: 0, maximum: 2 },
          days: { type: 'integer', minimum: 1, maximum: 60 },
        },
      },
      Problem: {
        type: 'object',
        required: ['status', 'title', 'detail'],
        properties: {
          status: { type: 'integer', minimum: 400, maximum: 599 },
          title: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
});
