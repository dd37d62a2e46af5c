import type { Json } from '../../../src/specwright/base/json.ts';
import { list, object, text } from './values.ts';

export interface RawUrl {
  readonly segments: readonly string[];
  readonly query: readonly string[];
}

function withoutVariables(url: string): { readonly plain: string; readonly names: string[] } {
  const names: string[] = [];
  const plain = url.replace(
    /\{\{(?:[^{}]|\{\{[^{}]*\}\})*\}\}/g,
    (name) => `\ue000${String(names.push(name) - 1)}\ue001`,
  );
  return { plain, names };
}

const restore = (part: string, names: readonly string[]): string =>
  part.replace(/\ue000(\d+)\ue001/g, (_, index: string) => names[Number(index)] ?? '');

function cut(path: string, names: readonly string[]): string[] {
  return path
    .split(/[/\\]+/)
    .filter((segment) => segment.trim() !== '')
    .map((segment) => restore(segment, names));
}

/** Everything behind the first slash that follows the host. */
function fromText(url: string): RawUrl {
  const { plain, names } = withoutVariables(url.trim());
  const [beforeQuery = '', query = ''] = (plain.split('#')[0] ?? '').split(/\?(.*)/s);
  const rest = beforeQuery.replace(/^[a-z\ue000\ue001\d+.-]*:[/\\]{1,2}/i, '');
  const slash = rest.search(/[/\\]/);
  const keys = query
    .split('&')
    .map((pair) => restore(pair.split('=')[0] ?? '', names))
    .filter((key) => key.trim() !== '');
  return { segments: slash < 0 ? [] : cut(rest.slice(slash), names), query: keys };
}

function isOdd(host: string): boolean {
  return host === '' || /^https?$/i.test(host);
}

/** The parts where they are complete, else the text: what Postman itself does. */
export function readRawUrl(value: Json | undefined): RawUrl {
  if (typeof value === 'string') return fromText(value);
  const url = object(value);
  const host = Array.isArray(url['host']) ? list(url['host']).map(text).join('.') : text(url['host']);
  const whole = fromText(text(url['raw']));
  const listed = list(url['query']).map((entry) => text(object(entry)['key']));
  const query = [...new Set([...listed, ...whole.query])].filter((key) => key.trim() !== '');
  const path = url['path'];
  if (isOdd(host) && text(url['raw']) !== '') return { ...whole, query };
  if (path === undefined || path === null) return { segments: whole.segments, query };
  const parts = Array.isArray(path)
    ? path.map((part) => text(part) || text(object(part)['value']))
    : [text(path)];
  return { segments: fromText(`http://host/${parts.join('/')}`).segments, query };
}
