/** What a path leads to. */
export interface Route<Operation> {
  /** The operations of the path, by method. */
  readonly methods: ReadonlyMap<string, Operation>;
  /** Values of the path parameters in the order of the template, still percent-encoded. */
  readonly params: readonly string[];
}

/** The part of a template between two slashes: texts around its parameters; one text where it has none. */
type Segment = readonly string[];

interface Node<Operation> {
  readonly literals: Map<string, Node<Operation>>;
  readonly templates: { readonly segment: Segment; readonly node: Node<Operation> }[];
  readonly methods: Map<string, Operation>;
}

/**
 * Finds the operations of a path. A literal segment wins over a parameter, as OpenAPI 3.1 wants it; one
 * trailing slash makes no difference.
 */
export class PathRouter<Operation> {
  readonly #root: Node<Operation> = emptyNode();

  /** @param template for example `/things/{id}` */
  add(method: string, template: string, operation: Operation): void {
    let node = this.#root;
    for (const part of withoutDots(segmentsOf(template))) node = child(node, decodeParameter(part));
    node.methods.set(method, operation);
  }

  find(path: string): Route<Operation> | undefined {
    const segments = segmentsOf(path);
    const found = search(this.#root, segments, 0, []);
    return found ?? (segments.includes('.') ? search(this.#root, withoutDots(segments), 0, []) : undefined);
  }
}

function emptyNode<Operation>(): Node<Operation> {
  return { literals: new Map(), templates: [], methods: new Map() };
}

function segmentsOf(path: string): string[] {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

/** A segment of one dot counts for nothing (RFC 3986, section 5.2.4): most clients leave it out, and some do not. */
function withoutDots(segments: readonly string[]): readonly string[] {
  return segments.filter((segment) => segment !== '.');
}

function child<Operation>(parent: Node<Operation>, part: string): Node<Operation> {
  const segment = part.split(/\{[^{}]*\}/);
  const known =
    segment.length === 1
      ? parent.literals.get(part)
      : parent.templates.find((template) => template.segment.join('{}') === segment.join('{}'))?.node;
  if (known !== undefined) return known;
  const node: Node<Operation> = emptyNode();
  if (segment.length === 1) parent.literals.set(part, node);
  else {
    parent.templates.push({ segment, node });
    // More text around a parameter means that fewer paths are meant: those are tried first.
    parent.templates.sort((one, other) => other.segment.join('').length - one.segment.join('').length);
  }
  return node;
}

function search<Operation>(
  node: Node<Operation>,
  path: readonly string[],
  at: number,
  params: readonly string[],
): Route<Operation> | undefined {
  const part = path[at];
  if (part === undefined) return node.methods.size > 0 ? { methods: node.methods, params } : undefined;
  const literal = node.literals.get(decodeParameter(part));
  const found = literal && search(literal, path, at + 1, params);
  if (found !== undefined) return found;
  for (const { segment, node: next } of node.templates) {
    const values = valuesIn(part, segment);
    const match = values && search(next, path, at + 1, [...params, ...values]);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** Values of the parameters of one segment, each as short as can be; `undefined` where it does not match. */
function valuesIn(part: string, [first = '', ...texts]: Segment): string[] | undefined {
  if (!part.startsWith(first)) return undefined;
  const values: string[] = [];
  let start = first.length;
  for (const [index, text] of texts.entries()) {
    const isLast = index === texts.length - 1;
    const end = isLast && part.endsWith(text) ? part.length - text.length : part.indexOf(text, start + 1);
    if (end <= start || (isLast && end + text.length !== part.length)) return undefined;
    values.push(part.slice(start, end));
    start = end + text.length;
  }
  return values;
}

/** A percent-encoded path parameter in clear. What cannot be decoded stays as it is and names nothing. */
export function decodeParameter(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
