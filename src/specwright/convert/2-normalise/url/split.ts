import { shield } from './tokens.ts';

/** A URL in pieces; every piece still shielded, variables by `names`. */
export interface SplitUrl {
  /** Without `://`; empty where none is written. */
  readonly scheme: string;
  /** Host and port, without user name and password; empty for a URL that starts with a slash. */
  readonly authority: string;
  readonly segments: readonly string[];
  /** The path ends in a slash. */
  readonly slash: boolean;
  readonly query: string;
  readonly names: readonly string[];
}

const variableOrHost = /^([\ue000-\uf8ff]|<[^<>]*>|\[[^\]]*\]|\{[^{}]*\}|localhost\b|[^/]*[.:])/i;

function beforeFragment(text: string): string {
  const hash = text.indexOf('#');
  return hash < 0 ? text : text.slice(0, hash);
}

/** The first segment of a URL without scheme is its host when it looks like one: Postman users leave `http://` out. */
function splitAuthority(rest: string, hasScheme: boolean): { authority: string; path: string } {
  const slash = rest.search(/[/\\]/);
  const head = slash < 0 ? rest : rest.slice(0, slash);
  if (!hasScheme && (head.startsWith(':') || !variableOrHost.test(head)))
    return { authority: '', path: rest };
  return { authority: head.slice(head.lastIndexOf('@') + 1), path: slash < 0 ? '' : rest.slice(slash) };
}

function segmentsOf(path: string): string[] {
  return path.split(/[/\\]+/).filter((segment) => segment.trim() !== '');
}

/** A variable followed by text with no slash between: `{{baseUrl}}users` means `{{baseUrl}}/users`. */
function detach(authority: string): { host: string; rest: string } {
  const match = /^([\ue000-\uf8ff])([\p{L}\p{N}_-]+[^.:]*)$/su.exec(authority);
  return { host: match?.[1] ?? authority, rest: match?.[2] ?? '' };
}

/** `https://`, and with one slash forgotten `https:/`. */
function schemeOf(text: string): RegExpExecArray | null {
  return (
    /^([a-z][a-z0-9+.-]*|[\ue000-\uf8ff]):[/\\]{2}/i.exec(text) ??
    /^(https?|wss?):[/\\](?=[^/\\])/i.exec(text)
  );
}

/** Cuts a URL of any spelling; never fails, since Postman accepts any text as a URL. */
export function splitUrl(raw: string): SplitUrl {
  const { text, names } = shield(raw.trim());
  const [beforeQuery = '', ...queries] = beforeFragment(text).split('?');
  const scheme = schemeOf(beforeQuery);
  const rest = beforeQuery.slice(scheme?.[0].length ?? 0);
  const { authority, path } = splitAuthority(rest, scheme !== null);
  const { host, rest: stuck } = scheme === null ? detach(authority) : { host: authority, rest: '' };
  const written = stuck === '' ? path : `${stuck}${path}`;
  return {
    scheme: scheme?.[1] ?? '',
    authority: host.trim(),
    segments: segmentsOf(written),
    slash: /[/\\]\s*$/.test(written),
    query: queries.join('?'),
    names,
  };
}
