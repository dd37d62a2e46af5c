import {
  isObject,
  objectAt,
  own,
  ownList,
  ownString,
  ownStrings,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../base/json.ts';
import { describeOpenApi } from './describe.ts';
import { inlineSchema } from './inline.ts';
import type { OperationDescriptor } from './operation.ts';
import { isPromised } from './promised-header.ts';
import { modernSchema } from './modern.ts';
import { resolve } from './reference.ts';

/** A documented body in one media type. */
export interface Media {
  readonly mediaType: string;
  /** References written out; absent where the document does not say what the body is. */
  readonly schema?: JsonSchema;
  /** Examples by name; the one that has no name is called `example`. */
  readonly examples: ReadonlyMap<string, Json>;
}

/** A documented answer. */
export interface ApiResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly media: readonly Media[];
  /** Schemas of documented headers, by their names as written. */
  readonly headers: ReadonlyMap<string, JsonSchema>;
  /** Names of those that every such answer carries. */
  readonly promisedHeaders: readonly string[];
  /** Description and examples, in which a conflict names what must be unique. */
  readonly words: string;
}

/** One operation of a document, ready to be served and called. */
export interface ApiOperation extends Pick<
  OperationDescriptor,
  'id' | 'method' | 'path' | 'parameters' | 'security'
> {
  /** Scopes that each security scheme has to grant, by the name of the scheme. */
  readonly scopes: ReadonlyMap<string, readonly string[]>;
  readonly body?: { readonly required: boolean; readonly media: readonly Media[] };
  readonly responses: readonly ApiResponse[];
  /** The beginnings of its description and of its summary. */
  readonly about: readonly string[];
  /** Examples of parameters by name. */
  readonly parameterExamples: ReadonlyMap<string, Json>;
}

/** How a credential is sent. */
export interface SecurityScheme {
  readonly type: string;
  /** Of `http`: `basic`, `bearer` and so on. */
  readonly scheme: string;
  /** Of `apiKey`. */
  readonly in: string;
  readonly name: string;
  /** Of `oauth2`, for the client credentials grant. */
  readonly tokenUrl?: string;
}

/** How much is read of what a document says of an operation. */
const MOST_ABOUT = 500;

/** An OpenAPI document, read once. Whatever has the wrong shape counts as absent. */
export class ApiDocument {
  readonly root: JsonObject;
  readonly operations: readonly ApiOperation[];
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  readonly #byReference = new Map<string, JsonSchema>();

  constructor(document: JsonObject) {
    this.root = document;
    this.operations = describeOpenApi(document).map((operation) => this.#operation(operation));
    this.schemes = this.#securitySchemes();
  }

  #operation({ id, method, path, parameters, requestBody, security }: OperationDescriptor): ApiOperation {
    const item = resolve(this.root, objectAt(this.root, 'paths')[path], '').value;
    const operation = objectAt(item, method.toLowerCase());
    const body = own(operation, 'requestBody');
    const resolved = resolve(this.root, body, '').value;
    return {
      id,
      method,
      path,
      parameters,
      security,
      about: ['description', 'summary'].map((name) =>
        (ownString(operation, name) ?? '').slice(0, MOST_ABOUT),
      ),
      scopes: scopesOf(own(operation, 'security') ?? own(this.root, 'security')),
      ...(body !== undefined && {
        body: { required: requestBody?.required === true, media: this.#media(resolved) },
      }),
      responses: Object.entries(objectAt(operation, 'responses')).map(([status, response]) => {
        const { value } = resolve(this.root, response, '');
        const media = this.#media(value);
        const examples = media.flatMap((one) => [...one.examples.values()]);
        const words = `${ownString(value, 'description') ?? ''} ${examples.map((example) => JSON.stringify(example)).join(' ')}`;
        const promisedHeaders = Object.entries(objectAt(value, 'headers')).flatMap(([name, header]) =>
          isPromised(name, resolve(this.root, header, '').value, status) ? [name] : [],
        );
        return { status, media, headers: this.#headers(value), promisedHeaders, words };
      }),
      parameterExamples: this.#parameterExamples([
        ...ownList(item, 'parameters'),
        ...ownList(operation, 'parameters'),
      ]),
    };
  }

  #parameterExamples(parameters: readonly Json[]): ReadonlyMap<string, Json> {
    const found = new Map<string, Json>();
    for (const parameter of parameters) {
      const { value } = resolve(this.root, parameter, '');
      const schema = resolve(this.root, own(value, 'schema') ?? {}, '').value;
      const [example = own(schema, 'example') ?? ownList(schema, 'examples')[0]] =
        this.#examples(value).values();
      const name = ownString(value, 'name');
      if (name !== undefined && example !== undefined) found.set(name, example);
    }
    return found;
  }

  #media(owner: JsonObject): Media[] {
    const content = Object.entries(objectAt(owner, 'content')).filter(([name]) => MEDIA_TYPE.test(name));
    return content.map(([mediaType, media]) => {
      const schema = own(media, 'schema');
      return {
        mediaType: mediaType.toLowerCase(),
        ...(schema !== undefined && { schema: this.#schema(schema) }),
        examples: this.#examples(media),
      };
    });
  }

  #examples(media: Json): ReadonlyMap<string, Json> {
    const single = own(media, 'example');
    const named = Object.entries(objectAt(media, 'examples')).flatMap(([name, example]): [string, Json][] => {
      const value = own(resolve(this.root, example, '').value, 'value');
      return value === undefined ? [] : [[name, value]];
    });
    return new Map([...(single === undefined ? [] : [['example', single] as const]), ...named]);
  }

  #headers(response: JsonObject): ReadonlyMap<string, JsonSchema> {
    return new Map(
      Object.entries(objectAt(response, 'headers')).map(([name, header]) => {
        const { value } = resolve(this.root, header, '');
        return [name, this.#schema(own(value, 'schema') ?? {})];
      }),
    );
  }

  /** One schema for each reference: documents repeat the same ones, and what is compiled of them is kept. */
  #schema(schema: Json): JsonSchema {
    const reference =
      isObject(schema) && Object.keys(schema).length === 1 ? ownString(schema, '$ref') : undefined;
    const known = reference === undefined ? undefined : this.#byReference.get(reference);
    if (known !== undefined) return known;
    const inlined = inlineSchema(this.root, schema);
    const made =
      ownString(this.root, 'openapi')?.startsWith('3.0') === true ? modernSchema(inlined) : inlined;
    if (reference !== undefined) this.#byReference.set(reference, made);
    return made;
  }

  #securitySchemes(): ReadonlyMap<string, SecurityScheme> {
    const stated = objectAt(objectAt(this.root, 'components'), 'securitySchemes');
    return new Map(
      Object.entries(stated).map(([name, scheme]) => {
        const { value } = resolve(this.root, scheme, '');
        const tokenUrl = ownString(objectAt(objectAt(value, 'flows'), 'clientCredentials'), 'tokenUrl');
        return [
          name,
          {
            type: ownString(value, 'type') ?? '',
            scheme: (ownString(value, 'scheme') ?? '').toLowerCase(),
            in: ownString(value, 'in') ?? '',
            name: ownString(value, 'name') ?? '',
            ...(tokenUrl !== undefined && { tokenUrl }),
          },
        ];
      }),
    );
  }
}

function scopesOf(requirements: Json | undefined): ReadonlyMap<string, readonly string[]> {
  const stated = Array.isArray(requirements) ? requirements.filter(isObject) : [];
  return new Map(
    stated.flatMap((requirement) =>
      Object.keys(requirement).map((name) => [name, ownStrings(requirement, name)] as const),
    ),
  );
}

/** What can be sent in a header as it is. */
const MEDIA_TYPE = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+( *;[ -~]*)?$/;
