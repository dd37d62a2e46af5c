import {
  fromEntries,
  isObject,
  omit,
  own,
  ownStrings,
  type Json,
  type JsonObject,
} from '../../../base/json.ts';
import type { ApiOperation } from '../../../openapi/api-document.ts';
import type { ReadRequest } from '../read-request.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../../openapi/paging.ts';
import type { DocumentSteps } from '../document-steps.ts';
import { keyOf, type Resource } from '../../../openapi/resources.ts';
import type { DocumentFault, Facts, StepsOf } from './fault.ts';
import { canConflict, sentNames } from './refusals.ts';

function state(
  name: string,
  breaks: string,
  applies: DocumentFault['applies'],
  steps: StepsOf,
): DocumentFault {
  return { name, group: 'state', breaks, applies, steps };
}

/** Whether the document says what a record looks like that is there, or how one is refused that is not. */
const tells = ({ responses }: Pick<ApiOperation, 'responses'>): boolean =>
  responses.some(
    ({ status, media }) => /^(404|410)$/.test(status) || (status.startsWith('2') && media.length > 0),
  );

const creates = (facts: Facts): boolean => facts.hasRole('create');
const createsAndReads = (facts: Facts): boolean => facts.hasRoles('create', 'read');
const createsAndLists = (facts: Facts): boolean => facts.hasRoles('create', 'list');
type BoundOperation = Facts['bound'][number];

/** Whether some change sets what records have, and they can be read. */
function changes(facts: Facts, isMeant: (operation: BoundOperation) => boolean): boolean {
  return facts.bound.some((operation) => {
    const { resource, bodyWrapper } = operation;
    const isRead = facts.bound.some(
      (other) => other.role === 'read' && other.resource.collection === resource.collection,
    );
    const sets = [...sentNames(operation, bodyWrapper)].some(
      (name) => name !== resource.idProperty && resource.properties.has(name),
    );
    return isMeant(operation) && isRead && sets && facts.holds(resource);
  });
}

const updates = (facts: Facts): boolean =>
  changes(facts, ({ role }) => role === 'merge' || role === 'replace');
// What must be sent with a call other than PATCH is perhaps not the record.
const merges = (facts: Facts): boolean =>
  changes(
    facts,
    ({ role, method, body }) =>
      role === 'merge' &&
      (method === 'PATCH' ||
        (body?.media ?? []).every(({ schema }) => ownStrings(schema, 'required').length === 0)),
  );
const replaces = (facts: Facts): boolean => changes(facts, ({ role }) => role === 'replace');
const deletes = (facts: Facts): boolean =>
  facts.hasRoles('delete', 'read') || facts.hasRoles('delete', 'list');

/** Whether a list that has records takes a query parameter of such a name. */
function lists(isMeant: (name: string, resource: Resource) => boolean): (facts: Facts) => boolean {
  return (facts) =>
    facts.bound.some(
      ({ role, parameters, resource }) =>
        role === 'list' &&
        facts.holds(resource) &&
        parameters.some(({ name, in: place }) => place === 'query' && isMeant(name, resource)),
    );
}

function hasProperty(keyword: string): (facts: Facts) => boolean {
  return ({ bindings }) =>
    bindings.some(
      ({ role, resource }) =>
        role === 'create' &&
        [...resource.properties].some(
          ([name, schema]) => name !== resource.idProperty && own(schema, keyword) !== undefined,
        ),
    );
}

/** The page for a request without some of its query. */
function pageWithout(isDropped: (name: string, resource: Resource) => boolean): StepsOf {
  return (base) => ({
    page: (all, resource, operation, read) => {
      const query = new Map([...read.query].filter(([name]) => !isDropped(name, resource)));
      const parameters = operation.parameters.filter(({ name }) => !isDropped(name, resource));
      return base.page(all, resource, { ...operation, parameters }, { ...read, query });
    },
  });
}

function changesOf(
  change: (
    base: DocumentSteps,
    old: JsonObject,
    sent: JsonObject,
    resource: Resource,
    isMerge: boolean,
  ) => JsonObject,
): StepsOf {
  return (base) => ({ change: (resource, old, sent, isMerge) => change(base, old, sent, resource, isMerge) });
}

function otherId(id: Json | undefined): Json {
  return typeof id === 'number'
    ? id + 1000
    : `${typeof id === 'string' ? id.slice(0, -1) : ''}${typeof id === 'string' && id.endsWith('0') ? '1' : '0'}`;
}

/** The first text that was sent and may be any, changed. */
function withOtherText(
  record: JsonObject,
  sent: JsonObject,
  { idProperty, properties }: Resource,
  change: (text: string) => string,
): JsonObject {
  const isFree = (schema: Json | undefined): boolean =>
    isObject(schema) &&
    ['enum', 'const', 'format', 'pattern'].every((name) => own(schema, name) === undefined);
  for (const name of Object.keys(sent)) {
    const text = own(record, name);
    if (
      name !== idProperty &&
      typeof text === 'string' &&
      change(text) !== text &&
      isFree(properties.get(name))
    )
      return fromEntries([...Object.entries(record), [name, change(text)]]);
  }
  return record;
}

const dropFirst = (
  record: JsonObject,
  sent: JsonObject,
  { idProperty, properties }: Resource,
): JsonObject => {
  const name = Object.keys(sent).find(
    (one) => one !== idProperty && properties.has(one) && Object.hasOwn(record, one),
  );
  return name === undefined ? record : omit(record, name);
};

/** Faults of what a server remembers. */
export const stateFaults: readonly DocumentFault[] = [
  state(
    'create-not-stored',
    'What is created can be read',
    (facts) => createsAndReads(facts) && facts.bound.some((read) => read.role === 'read' && tells(read)),
    () => ({ add: () => undefined }),
  ),
  state('create-loses-field', 'What is sent is stored', createsAndReads, (base) => ({
    make: (resource, sent, ...rest) => dropFirst(base.make(resource, sent, ...rest), sent, resource),
  })),
  state('create-changes-text', 'What is sent is stored as it is', createsAndReads, (base) => ({
    make: (resource, sent, ...rest) =>
      withOtherText(base.make(resource, sent, ...rest), sent, resource, (text) => text.toUpperCase()),
  })),
  state('default-not-applied', 'Defaults are applied', hasProperty('default'), (base) => ({
    make: (resource, sent, ...rest) =>
      fromEntries(
        Object.entries(base.make(resource, sent, ...rest)).filter(
          ([name]) =>
            Object.hasOwn(sent, name) || own(resource.properties.get(name), 'default') === undefined,
        ),
      ),
  })),
  state('read-only-writable', 'Callers do not set what is read-only', hasProperty('readOnly'), (base) => ({
    make: (resource, sent, ...rest) =>
      fromEntries([
        ...Object.entries(base.make(resource, sent, ...rest)),
        ...Object.entries(sent).filter(([name]) => name !== resource.idProperty),
      ]),
  })),
  state('id-used-twice', 'Each record has an id of its own', createsAndReads, (base) => {
    const first = new Map<string, string>();
    return {
      make: (resource, sent, collection, key) => {
        const record = base.make(resource, sent, collection, key ?? first.get(collection));
        first.set(collection, keyOf(record, resource.idProperty));
        return record;
      },
    };
  }),
  state('wrong-id-echoed', 'The answer of a creation has the id of the record', createsAndReads, (base) => ({
    show: (record, binding) => {
      const shown = base.show(record, binding);
      const { idProperty } = binding.resource;
      return binding.role === 'create' && idProperty !== ''
        ? { ...shown, [idProperty]: otherId(own(shown, idProperty)) }
        : shown;
    },
  })),
  state('read-other-id', 'A read shows the record that was asked for', createsAndReads, (base) => ({
    show: (record, binding) => {
      const shown = base.show(record, binding);
      const { idProperty } = binding.resource;
      return binding.role === 'read' && idProperty !== ''
        ? { ...shown, [idProperty]: otherId(own(shown, idProperty)) }
        : shown;
    },
  })),
  state('read-hides-field', 'A read shows all that was stored', createsAndReads, (base) => ({
    show: (record, binding) =>
      binding.role === 'read'
        ? dropFirst(base.show(record, binding), record, binding.resource)
        : base.show(record, binding),
  })),
  state('read-deletes', 'A read changes nothing', createsAndReads, (base) => ({
    find: (collection, key) => {
      const found = base.find(collection, key);
      if (found !== undefined) base.remove(collection, key);
      return found;
    },
  })),
  state('read-stale', 'A read shows how things stand', updates, (base) => {
    const first = new Map<string, JsonObject>();
    return {
      show: (record, binding) => {
        const name = `${binding.resource.collection} ${keyOf(record, binding.resource.idProperty)}`;
        const known = first.get(name) ?? record;
        first.set(name, known);
        return base.show(binding.role === 'read' ? known : record, binding);
      },
    };
  }),
  state(
    'unknown-id-invented',
    'An id that does not exist is not found',
    (facts) => createsAndReads(facts) && facts.documents(/^404$/),
    (base) => ({
      find: (collection, key) => base.find(collection, key) ?? base.list(collection)[0],
    }),
  ),
  state(
    'conflict-not-checked',
    'A record that exists is not created again',
    ({ bound }) =>
      bound.some(
        (operation) =>
          operation.responses.some(({ status }) => status === '409') && canConflict(operation, operation),
      ),
    () => ({ conflict: () => undefined }),
  ),
  state('update-not-stored', 'An update lasts', updates, () => ({ update: () => undefined })),
  state(
    'update-loses-field',
    'An update stores what is sent',
    updates,
    changesOf((base, old, sent, resource, isMerge) => {
      const name = Object.keys(sent).find(
        (one) => one !== resource.idProperty && resource.properties.has(one),
      );
      return base.change(resource, old, name === undefined ? sent : omit(sent, name), isMerge);
    }),
  ),
  state(
    'update-hits-another',
    'An update changes the record that is named',
    (facts) => updates(facts) && creates(facts),
    (base, { records }) => ({
      update: (collection, key, record) => {
        const other = records.keys(collection).find((one) => one !== key);
        if (other !== undefined) base.update(collection, other, record);
      },
    }),
  ),
  state('update-answers-old', 'The answer of an update shows the record after it', updates, (base) => {
    let before: JsonObject | undefined;
    return {
      change: (resource, old, sent, isMerge) => {
        before = old;
        return base.change(resource, old, sent, isMerge);
      },
      show: (record, binding) =>
        base.show(
          (binding.role === 'merge' || binding.role === 'replace' ? before : undefined) ?? record,
          binding,
        ),
    };
  }),
  state(
    'merge-forgets-others',
    'A partial update keeps what is not sent',
    merges,
    changesOf((base, old, sent, resource, isMerge) => {
      if (!isMerge) return base.change(resource, old, sent, isMerge);
      const { idProperty } = resource;
      const id = own(old, idProperty);
      return { ...sent, ...(id !== undefined && { [idProperty]: id }) };
    }),
  ),
  state(
    'replace-keeps-others',
    'A replacement forgets what is not sent',
    replaces,
    changesOf((base, old, sent, resource, isMerge) => ({
      ...(isMerge ? {} : old),
      ...base.change(resource, old, sent, isMerge),
    })),
  ),
  state(
    'update-renews-id',
    'An update keeps the id',
    updates,
    changesOf((base, old, sent, resource, isMerge) => {
      const changed = base.change(resource, old, sent, isMerge);
      const { idProperty } = resource;
      return idProperty === '' ? changed : { ...changed, [idProperty]: otherId(own(old, idProperty)) };
    }),
  ),
  state('delete-not-done', 'What is deleted is gone', deletes, () => ({ remove: () => undefined })),
  state(
    'delete-hits-another',
    'A delete removes the record that is named',
    (facts) => facts.hasRoles('delete', 'create'),
    (base, { records }) => ({
      remove: (collection, key) => {
        const other = records.keys(collection).find((one) => one !== key);
        if (other !== undefined) base.remove(collection, other);
      },
    }),
  ),
  state(
    'delete-all',
    'A delete removes one record alone',
    (facts) => facts.hasRoles('delete', 'create'),
    (base, { records }) => ({
      remove: (collection) => {
        for (const key of records.keys(collection)) base.remove(collection, key);
      },
    }),
  ),
  state(
    'delete-twice-accepted',
    'What was deleted cannot be deleted again',
    ({ bound }) =>
      bound.some(
        ({ role, responses }) =>
          role === 'delete' && responses.some(({ status }) => /^(404|410)$/.test(status)),
      ),
    (base) => {
      const gone = new Map<string, JsonObject>();
      return {
        remove: (collection, key) => {
          const record = base.find(collection, key);
          if (record !== undefined) gone.set(`${collection} ${key}`, record);
          base.remove(collection, key);
        },
        find: (collection, key) => base.find(collection, key) ?? gone.get(`${collection} ${key}`),
      };
    },
  ),
  state('list-lacks-new', 'A list has what was created', createsAndLists, (base) => ({
    list: (collection) => base.list(collection).slice(0, -1),
  })),
  state(
    'list-keeps-deleted',
    'A list does not have what was deleted',
    (facts) => facts.hasRoles('list', 'delete'),
    (base) => {
      const gone = new Map<string, JsonObject[]>();
      return {
        remove: (collection, key) => {
          const record = base.find(collection, key);
          if (record !== undefined)
            gone.set(collection, [...(gone.get(collection) ?? []), record].slice(-100));
          base.remove(collection, key);
        },
        list: (collection) => [...base.list(collection), ...(gone.get(collection) ?? [])],
      };
    },
  ),
  state('list-empty', 'A list has what was created', createsAndLists, () => ({ list: () => [] })),
  state('list-repeats', 'A list has each record once', createsAndLists, (base) => ({
    list: (collection) => base.list(collection).flatMap((record) => [record, record]),
  })),
  state(
    'list-of-all-parents',
    'A list below a record has the records of that one alone',
    ({ bindings }) =>
      bindings.some(({ role, resource }) => role === 'list' && resource.collection.includes('{')),
    (_base, { records }) => ({
      list: (collection) =>
        Object.keys(records.counts())
          .filter(
            (name) =>
              name.split('/').length === collection.split('/').length &&
              name.split('/').at(-1) === collection.split('/').at(-1),
          )
          .flatMap((name) => records.list(name)),
    }),
  ),
  state(
    'filter-ignored',
    'A filter chooses records',
    lists((name, { properties }) => properties.has(name)),
    pageWithout((name, { properties }) => properties.has(name)),
  ),
  state(
    'filter-inverted',
    'A filter chooses the records that match',
    lists((name, { properties }) => properties.has(name)),
    (base) => ({
      page: (all, resource, operation, read) => {
        const wanted = [...read.query].filter(([name]) => resource.properties.has(name));
        const matching = new Set(
          base.page(all, resource, { ...operation, parameters: [] }, { ...read, query: new Map(wanted) })
            .records,
        );
        const others = wanted.length === 0 ? all : all.filter((record) => !matching.has(record));
        const query = new Map([...read.query].filter(([name]) => !resource.properties.has(name)));
        return base.page(others, resource, operation, { ...read, query });
      },
    }),
  ),
  state(
    'page-size-ignored',
    'A page has at most as many records as asked for',
    lists((name) => LIMIT.test(name)),
    pageWithout((name) => LIMIT.test(name)),
  ),
  state(
    'page-one-more',
    'A page has at most as many records as asked for',
    lists((name) => LIMIT.test(name)),
    (base) => ({
      page: (all, resource, operation, read) =>
        base.page(all, resource, operation, { ...read, query: oneMore(read.query) }),
    }),
  ),
  state(
    'page-repeated',
    'Pages follow one another',
    lists((name) => [OFFSET, PAGE, CURSOR].some((pattern) => pattern.test(name))),
    pageWithout((name) => [OFFSET, PAGE, CURSOR].some((pattern) => pattern.test(name))),
  ),
  state(
    'total-wrong',
    'The total counts the records',
    ({ bindings }) => bindings.some(({ role, wrapper }) => role === 'list' && wrapper !== undefined),
    (base) => ({
      page: (...call) => {
        const page = base.page(...call);
        return { ...page, total: page.total + 1 };
      },
    }),
  ),
  state(
    'parent-not-checked',
    'A record below another needs that one',
    ({ bindings }) =>
      bindings.some(({ role, resource }) => role === 'create' && resource.collection.includes('{')),
    () => ({ hasParent: () => true }),
  ),
];

function oneMore(query: ReadRequest['query']): ReadRequest['query'] {
  return new Map(
    [...query].map(([name, value]) => [
      name,
      LIMIT.test(name) && typeof value === 'number' ? value + 1 : value,
    ]),
  );
}
