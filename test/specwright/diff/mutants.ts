import {
  type Json,
  type JsonObject,
  isObject,
  own,
  ownList,
  ownObject,
  ownString,
} from '../../../src/specwright/base/json.ts';

/** One small edit of a document and whether it breaks a caller that follows the old one. */
export interface Mutant {
  readonly name: string;
  readonly breaking: boolean;
  /** Changes the document in place; false where it has no fitting place. */
  edit(document: JsonObject): boolean;
}

interface Operation {
  readonly path: string;
  readonly item: JsonObject;
  readonly method: string;
  readonly value: JsonObject;
}

function operations(document: JsonObject): Operation[] {
  const paths = ownObject(document, 'paths') ?? {};
  return Object.keys(paths).flatMap((path) => {
    const item = ownObject(paths, path) ?? {};
    return ['get', 'put', 'post', 'patch', 'delete'].flatMap((method) => {
      const value = ownObject(item, method);
      return value === undefined ? [] : [{ path, item, method, value }];
    });
  });
}

function follow(document: JsonObject, value: Json | undefined): JsonObject | undefined {
  let current = value;
  for (let hops = 0; hops < 10 && isObject(current); hops += 1) {
    const ref = ownString(current, '$ref');
    if (ref === undefined) return current;
    current = ref
      .slice(2)
      .split('/')
      .reduce<Json | undefined>((node, step) => (isObject(node) ? own(node, step) : undefined), document);
  }
  return undefined;
}

function jsonSchemas(document: JsonObject, body: JsonObject | undefined): JsonObject[] {
  const content = body === undefined ? undefined : ownObject(body, 'content');
  const media = content === undefined ? undefined : ownObject(content, 'application/json');
  const schema = media === undefined ? undefined : follow(document, own(media, 'schema'));
  return schema === undefined ? [] : [schema];
}

function requestSchemas(document: JsonObject): JsonObject[] {
  return operations(document).flatMap((operation) =>
    jsonSchemas(document, follow(document, own(operation.value, 'requestBody'))),
  );
}

function responseSchemas(document: JsonObject): JsonObject[] {
  return operations(document).flatMap((operation) => {
    const responses = ownObject(operation.value, 'responses') ?? {};
    return jsonSchemas(document, follow(document, own(responses, '200')));
  });
}

/** Properties of a schema, one level deep, by what they are. */
function property(
  document: JsonObject,
  schemas: readonly JsonObject[],
  fits: (schema: JsonObject, name: string, parent: JsonObject) => boolean,
): { parent: JsonObject; properties: JsonObject; name: string; schema: JsonObject } | undefined {
  for (const parent of schemas) {
    const properties = ownObject(parent, 'properties');
    for (const name of Object.keys(properties ?? {})) {
      const schema = follow(document, properties?.[name]);
      if (properties && schema !== undefined && fits(schema, name, parent))
        return { parent, properties, name, schema };
    }
  }
  return undefined;
}

const isRequired = (_schema: JsonObject, name: string, parent: JsonObject): boolean =>
  ownList(parent, 'required').includes(name);
const isOptional = (_schema: JsonObject, name: string, parent: JsonObject): boolean =>
  !ownList(parent, 'required').includes(name);
const isOf =
  (type: string) =>
  (schema: JsonObject): boolean =>
    own(schema, 'type') === type && own(schema, 'enum') === undefined;

function onProperty(
  name: string,
  breaking: boolean,
  side: 'request' | 'response',
  fits: (schema: JsonObject, name: string, parent: JsonObject) => boolean,
  change: (found: { parent: JsonObject; properties: JsonObject; name: string; schema: JsonObject }) => void,
): Mutant {
  return {
    name: `${side}: ${name}`,
    breaking,
    edit(document) {
      const schemas = side === 'request' ? requestSchemas(document) : responseSchemas(document);
      const found = property(document, schemas, fits);
      if (found !== undefined) change(found);
      return found !== undefined;
    },
  };
}

function onParameter(
  name: string,
  breaking: boolean,
  fits: (parameter: JsonObject, schema: JsonObject) => boolean,
  change: (parameter: JsonObject, schema: JsonObject, list: Json[], index: number) => void,
): Mutant {
  return {
    name: `parameter: ${name}`,
    breaking,
    edit(document) {
      for (const { value } of operations(document)) {
        const list = own(value, 'parameters');
        if (!Array.isArray(list)) continue;
        const index = list.findIndex((entry) => {
          const parameter = follow(document, entry);
          const schema = parameter === undefined ? undefined : follow(document, own(parameter, 'schema'));
          return parameter !== undefined && schema !== undefined && fits(parameter, schema);
        });
        const parameter = follow(document, list[index]);
        const schema = parameter === undefined ? undefined : follow(document, own(parameter, 'schema'));
        if (index < 0 || parameter === undefined || schema === undefined) continue;
        change(parameter, schema, list, index);
        return true;
      }
      return false;
    },
  };
}

function onOperation(
  name: string,
  breaking: boolean,
  fits: (operation: Operation, document: JsonObject) => boolean,
  change: (operation: Operation, document: JsonObject) => void,
): Mutant {
  return {
    name: `operation: ${name}`,
    breaking,
    edit(document) {
      const found = operations(document).find((operation) => fits(operation, document));
      if (found !== undefined) change(found, document);
      return found !== undefined;
    },
  };
}

const anyOperation = (): boolean => true;
const isQuery = (parameter: JsonObject): boolean => own(parameter, 'in') === 'query';
const optionalQuery = (parameter: JsonObject): boolean =>
  isQuery(parameter) && own(parameter, 'required') !== true;
const hasBody = ({ value }: Operation): boolean => isObject(own(value, 'requestBody'));

function responsesOf({ value }: Operation): JsonObject {
  return ownObject(value, 'responses') ?? {};
}

function parametersOf({ value }: Operation): Json[] {
  const list = own(value, 'parameters');
  if (Array.isArray(list)) return list;
  const fresh: Json[] = [];
  value['parameters'] = fresh;
  return fresh;
}

/** Single edits with a verdict that nobody disputes. */
export const mutants: readonly Mutant[] = [
  onOperation('the path is removed', true, anyOperation, ({ path }, document) => {
    const paths = ownObject(document, 'paths') ?? {};
    delete paths[path];
  }),
  onOperation(
    'a method is removed',
    true,
    ({ item }) => Object.keys(item).length > 1,
    ({ item, method }) => {
      delete item[method];
    },
  ),
  onOperation('the path is renamed', true, anyOperation, ({ path }, document) => {
    const paths = ownObject(document, 'paths') ?? {};
    const item = paths[path] ?? {};
    delete paths[path];
    paths[`${path}-renamed`] = item;
  }),
  onOperation(
    'the path parameter is renamed',
    false,
    ({ path }) => path.includes('{'),
    ({ path, item }, document) => {
      const paths = ownObject(document, 'paths') ?? {};
      const name = /\{([^}]+)\}/.exec(path)?.[1] ?? '';
      const text = JSON.stringify(item);
      const inlined = JSON.parse(text, (_key, value: Json) => {
        const target =
          isObject(value) && String(value['$ref']).includes('/parameters/')
            ? follow(document, value)
            : undefined;
        return target === undefined ? value : structuredClone(target);
      }) as JsonObject;
      const renamed = JSON.parse(JSON.stringify(inlined), (_key, value: Json) => {
        if (isObject(value) && value['in'] === 'path' && value['name'] === name)
          return { ...value, name: 'renamed' };
        return value;
      }) as JsonObject;
      delete paths[path];
      paths[path.replace(`{${name}}`, '{renamed}')] = renamed;
    },
  ),
  onOperation('a path is added', false, anyOperation, ({ item }, document) => {
    const paths = ownObject(document, 'paths') ?? {};
    paths['/entirely-new'] = structuredClone(item);
  }),
  onOperation(
    'it is deprecated',
    false,
    ({ value }) => own(value, 'deprecated') !== true,
    ({ value }) => {
      value['deprecated'] = true;
    },
  ),
  onOperation('its description changes', false, anyOperation, ({ value }) => {
    value['description'] = 'other words';
  }),
  onOperation('its tags change', false, anyOperation, ({ value }) => {
    value['tags'] = ['another-tag'];
  }),
  onOperation(
    'credentials are demanded',
    true,
    ({ value }, document) => own(value, 'security') === undefined && own(document, 'security') === undefined,
    ({ value }, document) => {
      const components = ownObject(document, 'components') ?? {};
      components['securitySchemes'] = { added: { type: 'http', scheme: 'bearer' } };
      document['components'] = components;
      value['security'] = [{ added: [] }];
    },
  ),
  onOperation(
    'the success status is removed',
    true,
    (operation) => own(responsesOf(operation), '200') !== undefined,
    (operation) => {
      delete responsesOf(operation)['200'];
    },
  ),
  onOperation(
    'an error status is added',
    false,
    (operation) => own(responsesOf(operation), '418') === undefined,
    (operation) => {
      responsesOf(operation)['418'] = { description: 'A teapot' };
    },
  ),
  onOperation(
    'a success status is added',
    false,
    (operation) => own(responsesOf(operation), '207') === undefined,
    (operation) => {
      responsesOf(operation)['207'] = { description: 'Several' };
    },
  ),
  onOperation(
    'the media type of the answer changes',
    true,
    (operation, document) =>
      jsonSchemas(document, follow(document, own(responsesOf(operation), '200'))).length > 0,
    (operation, document) => {
      const response = follow(document, own(responsesOf(operation), '200')) ?? {};
      response['content'] = { 'text/csv': { schema: { type: 'string' } } };
    },
  ),
  onOperation('the media type of the request changes', true, hasBody, ({ value }, document) => {
    const body = follow(document, own(value, 'requestBody')) ?? {};
    body['content'] = { 'text/csv': { schema: { type: 'string' } } };
  }),
  onOperation(
    'the request body becomes required',
    true,
    ({ value }, document) => {
      const body = follow(document, own(value, 'requestBody'));
      return body !== undefined && own(body, 'required') !== true;
    },
    ({ value }, document) => {
      (follow(document, own(value, 'requestBody')) ?? {})['required'] = true;
    },
  ),
  onOperation(
    'the request body becomes optional',
    false,
    ({ value }, document) => {
      const body = follow(document, own(value, 'requestBody'));
      return body !== undefined && own(body, 'required') === true;
    },
    ({ value }, document) => {
      (follow(document, own(value, 'requestBody')) ?? {})['required'] = false;
    },
  ),
  onOperation('the request body is removed', true, hasBody, ({ value }) => {
    delete value['requestBody'];
  }),
  onOperation(
    'a required request body is added',
    true,
    (operation) => !hasBody(operation),
    ({ value }) => {
      value['requestBody'] = {
        required: true,
        content: { 'application/json': { schema: { type: 'object' } } },
      };
    },
  ),
  onOperation(
    'an optional request body is added',
    false,
    (operation) => !hasBody(operation),
    ({ value }) => {
      value['requestBody'] = { content: { 'application/json': { schema: { type: 'object' } } } };
    },
  ),
  onOperation('a required query parameter is added', true, anyOperation, (operation) => {
    parametersOf(operation).push({
      name: 'entirely-new',
      in: 'query',
      required: true,
      schema: { type: 'string' },
    });
  }),
  onOperation('an optional query parameter is added', false, anyOperation, (operation) => {
    parametersOf(operation).push({ name: 'entirely-new', in: 'query', schema: { type: 'string' } });
  }),
  onOperation('a required header is added', true, anyOperation, (operation) => {
    parametersOf(operation).push({ name: 'X-New', in: 'header', required: true, schema: { type: 'string' } });
  }),
  onParameter(
    'it is removed',
    true,
    isQuery,
    (_parameter, _schema, list, index) => void list.splice(index, 1),
  ),
  onParameter('it becomes required', true, optionalQuery, (parameter) => {
    parameter['required'] = true;
  }),
  onParameter('it moves to a header', true, isQuery, (parameter) => {
    parameter['in'] = 'header';
  }),
  onParameter(
    'text becomes a number',
    true,
    (parameter, schema) => isQuery(parameter) && isOf('string')(schema),
    (parameter) => {
      parameter['schema'] = { type: 'integer' };
    },
  ),
  onParameter(
    'a number becomes text',
    false,
    (parameter, schema) => optionalQuery(parameter) && own(schema, 'type') === 'integer',
    (_parameter, schema) => {
      schema['type'] = 'string';
      for (const key of ['minimum', 'maximum', 'format']) delete schema[key];
    },
  ),
  onParameter(
    'a maximum is set',
    true,
    (parameter, schema) =>
      isQuery(parameter) && own(schema, 'type') === 'integer' && own(schema, 'maximum') === undefined,
    (_parameter, schema) => {
      schema['maximum'] = 10;
    },
  ),
  onParameter(
    'an enum member is removed',
    true,
    (_parameter, schema) => ownList(schema, 'enum').length > 1,
    (_parameter, schema) => {
      schema['enum'] = [...ownList(schema, 'enum')].slice(1);
    },
  ),
  onParameter(
    'an enum member is added',
    false,
    (_parameter, schema) => ownList(schema, 'enum').length > 1,
    (_parameter, schema) => {
      schema['enum'] = [...ownList(schema, 'enum'), 'entirely-new'];
    },
  ),
  onParameter(
    'its default changes',
    true,
    (parameter, schema) => optionalQuery(parameter) && own(schema, 'default') !== undefined,
    (_parameter, schema) => {
      schema['default'] = 'another';
    },
  ),
  onParameter('its style changes', true, isQuery, (parameter) => {
    parameter['style'] = 'spaceDelimited';
  }),
  onParameter('its description changes', false, isQuery, (parameter) => {
    parameter['description'] = 'other words';
  }),
  onProperty('a required property is added', true, 'request', anyProperty, ({ parent, properties }) => {
    properties['entirely_new'] = { type: 'string' };
    parent['required'] = [...ownList(parent, 'required'), 'entirely_new'];
  }),
  onProperty('an optional property is added', false, 'request', anyProperty, ({ properties }) => {
    properties['entirely_new'] = { type: 'string' };
  }),
  onProperty('a property becomes required', true, 'request', isOptional, ({ parent, name }) => {
    parent['required'] = [...ownList(parent, 'required'), name];
  }),
  onProperty('a property becomes optional', false, 'request', isRequired, ({ parent, name }) => {
    parent['required'] = ownList(parent, 'required').filter((other) => other !== name);
  }),
  onProperty(
    'a maximum length is set',
    true,
    'request',
    (schema) => isOf('string')(schema) && own(schema, 'maxLength') === undefined,
    ({ schema }) => {
      schema['maxLength'] = 3;
    },
  ),
  onProperty(
    'a pattern is added',
    true,
    'request',
    (schema) => isOf('string')(schema) && own(schema, 'pattern') === undefined,
    ({ schema }) => {
      schema['pattern'] = '^[a-z]+$';
    },
  ),
  onProperty(
    'a minimum length of 0 is set',
    false,
    'request',
    (schema) => isOf('string')(schema) && own(schema, 'minLength') === undefined,
    ({ schema }) => {
      schema['minLength'] = 0;
    },
  ),
  onProperty('text becomes an enum', true, 'request', isOf('string'), ({ schema }) => {
    schema['enum'] = ['one', 'two'];
  }),
  onProperty('text becomes a number', true, 'request', isOf('string'), ({ properties, name }) => {
    properties[name] = { type: 'number' };
  }),
  onProperty('an integer becomes a number', false, 'request', isOf('integer'), ({ schema }) => {
    schema['type'] = 'number';
  }),
  onProperty('items of a list must be unique', true, 'request', isOf('array'), ({ schema }) => {
    schema['uniqueItems'] = true;
  }),
  onProperty('a list must hold more items', true, 'request', isOf('array'), ({ schema }) => {
    schema['minItems'] = 7;
  }),
  onProperty(
    'undeclared properties are refused',
    true,
    'request',
    (_schema, _name, parent) =>
      own(parent, 'additionalProperties') === undefined && own(parent, 'type') === 'object',
    ({ parent }) => {
      parent['additionalProperties'] = false;
    },
  ),
  onProperty(
    'a required property is removed',
    true,
    'response',
    isRequired,
    ({ parent, properties, name }) => {
      delete properties[name];
      parent['required'] = ownList(parent, 'required').filter((other) => other !== name);
    },
  ),
  onProperty('a required property becomes optional', true, 'response', isRequired, ({ parent, name }) => {
    parent['required'] = ownList(parent, 'required').filter((other) => other !== name);
  }),
  onProperty('an optional property becomes required', false, 'response', isOptional, ({ parent, name }) => {
    parent['required'] = [...ownList(parent, 'required'), name];
  }),
  onProperty('a property is added', false, 'response', anyProperty, ({ properties }) => {
    properties['entirely_new'] = { type: 'string' };
  }),
  onProperty(
    'a property may be null',
    true,
    'response',
    (schema) => isOf('string')(schema) && own(schema, 'nullable') !== true,
    ({ schema }) => {
      schema['nullable'] = true;
    },
  ),
  onProperty('a number becomes text', true, 'response', isOf('integer'), ({ properties, name }) => {
    properties[name] = { type: 'string' };
  }),
  onProperty(
    'a maximum length is set',
    false,
    'response',
    (schema) => isOf('string')(schema) && own(schema, 'maxLength') === undefined,
    ({ schema }) => {
      schema['maxLength'] = 3;
    },
  ),
  onProperty(
    'an enum member is removed',
    false,
    'response',
    (schema) => ownList(schema, 'enum').length > 2,
    ({ schema }) => {
      schema['enum'] = [...ownList(schema, 'enum')].slice(1);
    },
  ),
  onProperty(
    'a number becomes an integer',
    false,
    'response',
    (schema) => isOf('number')(schema) && own(schema, 'format') === undefined,
    ({ schema }) => {
      schema['type'] = 'integer';
    },
  ),
  onProperty('a property is wrapped in allOf', false, 'response', anyProperty, ({ properties, name }) => {
    properties[name] = { allOf: [properties[name] ?? {}] };
  }),
  onProperty(
    'a reference is written out',
    false,
    'response',
    (_schema, name, parent) => {
      const written = ownObject(ownObject(parent, 'properties') ?? {}, name);
      return written !== undefined && own(written, '$ref') !== undefined;
    },
    ({ properties, name, schema }) => {
      properties[name] = structuredClone(schema);
    },
  ),
  onProperty('its example and title change', false, 'response', anyProperty, ({ schema }) => {
    schema['example'] = 'other';
    schema['title'] = 'Other';
  }),
  onProperty('a property becomes one of two', true, 'response', isOf('string'), ({ properties, name }) => {
    properties[name] = { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  }),
  onProperty('a property becomes one of two', false, 'request', isOf('string'), ({ properties, name }) => {
    const was = properties[name] ?? {};
    properties[name] = { oneOf: [was, { type: 'integer' }] };
  }),
  {
    name: 'document: a component is renamed',
    breaking: false,
    edit(document) {
      const components = ownObject(document, 'components') ?? {};
      const schemas = ownObject(components, 'schemas') ?? {};
      const [name] = Object.keys(schemas);
      if (name === undefined) return false;
      const text = JSON.stringify(document).replaceAll(
        `"#/components/schemas/${name}"`,
        '"#/components/schemas/entirely_new"',
      );
      const renamed = JSON.parse(text) as JsonObject;
      const inner = ownObject(ownObject(renamed, 'components') ?? {}, 'schemas') ?? {};
      inner['entirely_new'] = inner[name] ?? {};
      delete inner[name];
      Object.assign(document, renamed);
      return true;
    },
  },
  {
    name: 'document: the order of keys is turned round',
    breaking: false,
    edit(document) {
      const turned = turn(document);
      for (const key of Object.keys(document)) delete document[key];
      Object.assign(document, turned);
      return true;
    },
  },
  {
    name: 'document: an unused component is added and the version goes up',
    breaking: false,
    edit(document) {
      const components = ownObject(document, 'components') ?? {};
      const schemas = ownObject(components, 'schemas') ?? {};
      schemas['entirely_new'] = { type: 'object' };
      document['info'] = { ...ownObject(document, 'info'), version: '99.0.0' };
      return true;
    },
  },
];

function anyProperty(): boolean {
  return true;
}

function turn(value: Json): Json {
  if (Array.isArray(value)) return value.map(turn);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .reverse()
      .map((key) => [key, turn(value[key] ?? null)]),
  );
}
