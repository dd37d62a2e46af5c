import { isObject, type JsonObject } from '../base/json.ts';
import { describeOpenApi } from '../openapi/describe.ts';
import { methodNames } from '../openapi/names.ts';
import { sampleInput } from '../openapi/sample-input.ts';
import { describeSecuritySchemes, type SecuritySchemeDescriptor } from '../openapi/security-schemes.ts';
import type { TestFunction } from './contract-tests.ts';

/** What the tests need of a generated client. */
export interface TestedClient {
  readonly safe: object;
}

/** What the log of a sandbox says of a request. */
export interface Arrival {
  /** Id of the operation. */
  readonly operation?: string;
  readonly reason?: string;
}

/** Options of {@link clientTests}. */
export interface ClientTestOptions {
  /** The document that the client was made from. */
  readonly document: JsonObject;
  /**
   * Makes the client; `auth` holds a credential for every security scheme, a made-up one where `secrets` has none. What
   * kind of credential a scheme takes is not known here, so that the type of `auth` fits every client.
   */
  readonly connect: (auth: Readonly<Record<string, never>>) => TestedClient;
  /** Credentials by security scheme: a token or key, `user:password`, `clientId:clientSecret`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Call only operations that read, as suits a server with real data. @default false */
  readonly reading?: boolean;
  /** Where the last request arrived, and why it was refused, where the server says so. */
  readonly arrived?: () => Arrival | undefined;
  readonly test: TestFunction;
}

/**
 * Registers a test for every operation of a document: the method of the generated client is called with documented
 * or made-up values, the request has to arrive at its own operation, and the server must not refuse it.
 *
 * @example
 * const sandbox = createSandbox({ document });
 * clientTests({
 *   document,
 *   connect: (auth) => createClient({ baseUrl: sandbox.url, fetch: sandbox.fetch, auth }),
 *   arrived: () => sandbox.control.requests()[0],
 *   test,
 * });
 */
export function clientTests(options: ClientTestOptions): void {
  const { document, connect, secrets = {}, reading = false, test } = options;
  const all = describeOpenApi(document);
  const operations = reading ? all.filter(({ method }) => READING.has(method)) : all;
  const names = methodNames(all);
  const auth = Object.fromEntries(
    describeSecuritySchemes(document)
      .filter(({ type }) => type !== 'mutualTLS')
      .map((scheme) => [scheme.name, credentialOf(scheme, secrets[scheme.name])]),
  );
  const { safe } = connect(auth as Readonly<Record<string, never>>);
  for (const operation of operations) {
    const name = names.get(operation.id) ?? operation.id;
    test(`client.${name}: ${operation.method} ${operation.path}`, async () => {
      const method = methodIn(safe, name);
      if (typeof method !== 'function')
        throw new Error(`The client has no method ${name}. Generate it again.`);
      const complaint = async (...how: [examples: boolean, optional: boolean]): Promise<string | undefined> =>
        complaintOf(await method(sampleInput(document, operation, ...how)), operation.id, options);
      // Examples need not fit their own schemas, and nothing fits a schema that contradicts itself.
      const wrong =
        (await complaint(true, true)) && (await complaint(false, true)) && (await complaint(false, false));
      if (wrong) throw new Error(wrong);
    });
  }
  if (operations.length === 0) test('the document has no operations yet', async () => {});
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A credential as the client takes it. */
function credentialOf({ type, scheme }: SecuritySchemeDescriptor, secret: string | undefined): unknown {
  const [user = '', ...rest] = (secret ?? 'made-up:made-up').split(':');
  if (type === 'http' && scheme === 'basic') return { username: user, password: rest.join(':') };
  if (type === 'oauth2' && secret !== undefined && rest.length > 0)
    return { clientId: user, clientSecret: rest.join(':') };
  return secret ?? 'made-up';
}

/** What a server that keeps records answers to a good request with a made-up id. */
const LACKS = new Set([404, 409, 410, 412]);

/** A method of the client, or of one of its groups. */
function methodIn(safe: object, name: string): unknown {
  const groups = Object.values(safe).filter((member) => typeof member === 'object');
  const owner = [safe, ...groups].find((one) => Object.hasOwn(one, name));
  return owner && Reflect.get(owner, name);
}

/** What is wrong with the end of a call; `undefined` where nothing is. */
function complaintOf(
  result: unknown,
  id: string,
  { arrived, reading = false }: ClientTestOptions,
): string | undefined {
  const { status, message } = endOf(result);
  const place = arrived?.();
  if (arrived && place?.operation !== id)
    return `The request arrived at ${place?.operation ?? 'no operation'}, not at ${id}. ${message}`;
  const isLack =
    (arrived !== undefined || reading) &&
    status !== undefined &&
    (LACKS.has(status) || / has the id /.test(place?.reason ?? ''));
  return status === undefined || (status > 399 && !isLack) ? message || 'The call failed.' : undefined;
}

function endOf(result: unknown): { readonly status: number | undefined; readonly message: string } {
  const { status, error, ok }: { status?: unknown; error?: unknown; ok?: unknown } = Object(result);
  const message = error instanceof Error ? error.message : isObject(Object(error)) ? String(error) : '';
  // A success that the client does not take is one that its document does not describe.
  if (ok !== true && typeof status === 'number' && status < 300) return { status: undefined, message };
  return { status: typeof status === 'number' ? status : undefined, message };
}
