import type { CanonicalServer, CanonicalServerVariable } from '../../canonical-collection.ts';
import type { Variables } from '../variables.ts';
import { parameterName } from './parameter-name.ts';
import type { SplitUrl } from './split.ts';
import { pieces } from './tokens.ts';

const localHost = /^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[|host\.docker)/i;
const placeholder = /<+([^<>]+)>+|\$?\{([^{}]+)\}|\[([a-z_][\w -]*)\]|^:([\w-]+)$/gi;

/** Values of variables, where they are declared. */
type Declared = Pick<Variables, 'value'>;

type Fallback = (name: string) => string;

function label(name: string): string {
  const clean = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return clean === '' ? 'host' : clean;
}

/** A default under the reserved top-level domain: it says that the host is yet to be named. */
const anyHost: Fallback = (name) => `${label(name)}.example`;
const anyUrl: Fallback = (name) => `https://${label(name)}.example`;

/** What is declared, as far as it fits into a URL. */
function usable(known: string | undefined): string | undefined {
  const first = known?.split(/\s/)[0]?.replace(/\/+$/, '') ?? '';
  return /^[\w.:/~%@+-]+$/.test(first) ? first : undefined;
}

/** Writes pieces of a URL as an OpenAPI server URL and collects its variables. */
class ServerWriter {
  readonly variables = new Map<string, CanonicalServerVariable>();
  readonly #declared: Declared;

  constructor(declared: Declared) {
    this.#declared = declared;
  }

  write(text: string, names: readonly string[], fallback: Fallback): string {
    return pieces(text, names)
      .map((piece) => {
        if (piece.variable !== undefined) return this.#variable(piece.variable, fallback);
        return (piece.text ?? '').replace(placeholder, (_, ...groups: (string | undefined)[]) =>
          this.#variable(groups.slice(0, 4).find((group) => group !== undefined) ?? '', fallback),
        );
      })
      .join('');
  }

  #variable(written: string, fallback: Fallback): string {
    const name = parameterName(written);
    const value = usable(this.#declared.value(written)) ?? fallback(written);
    if (!this.variables.has(name)) this.variables.set(name, { default: value });
    return `{${name}}`;
  }
}

function isLone(text: string): boolean {
  return /^([\ue000-\uf8ff]|<[^<>]+>|\{[^{}]+\}|:[\w-]+)$/.test(text);
}

function hostAndPort(writer: ServerWriter, split: SplitUrl): string {
  const cut = /^(.+?)(?::([^:\]]*))?$/s.exec(split.authority);
  const host = cut?.[1] ?? '';
  const port = cut?.[2] ?? '';
  const left = writer.write(host, split.names, isLone(host) ? anyHost : label);
  return port === '' ? left : `${left}:${writer.write(port, split.names, () => '443')}`;
}

/** `{{url}}{{site}}`: the first may be a whole URL, what follows it without a slash may be empty. */
function chained(writer: ServerWriter, split: SplitUrl): string {
  const [first = '', ...rest] = split.authority;
  return writer.write(first, split.names, anyUrl) + writer.write(rest.join(''), split.names, () => '');
}

function originOf(writer: ServerWriter, split: SplitUrl): string {
  if (split.authority === '') return '';
  if (split.scheme !== '') {
    return `${writer.write(split.scheme, split.names, () => 'https')}://${hostAndPort(writer, split)}`;
  }
  // A lone variable may hold a whole URL: its default has a scheme, and none is put before it.
  if (isLone(split.authority)) return writer.write(split.authority, split.names, anyUrl);
  if (/^[\ue000-\uf8ff]{2,}$/.test(split.authority)) return chained(writer, split);
  return `${localHost.test(split.authority) ? 'http' : 'https'}://${hostAndPort(writer, split)}`;
}

function withDefaults(url: string, variables: ReadonlyMap<string, CanonicalServerVariable>): string {
  return url.replace(/\{([^{}]+)\}/g, (_, name: string) => variables.get(name)?.default ?? '');
}

function isUsable(url: string, variables: ReadonlyMap<string, CanonicalServerVariable>): boolean {
  const concrete = withDefaults(url, variables);
  return concrete.startsWith('/') || URL.canParse(concrete);
}

/** The server that a cut URL goes to: its origin and the path that belongs to the base URL. */
export function serverOf(split: SplitUrl, basePath: readonly string[], declared: Declared): CanonicalServer {
  const writer = new ServerWriter(declared);
  const origin = originOf(writer, split);
  const path = basePath.map((segment) => `/${writer.write(segment, split.names, label)}`).join('');
  const url = `${origin}${path}`.replace(/\s+/g, '');
  if (url === '' || !isUsable(url, writer.variables)) return { url: '/', variables: {} };
  return { url, variables: Object.fromEntries(writer.variables) };
}
