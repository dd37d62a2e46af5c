import {
  type Json,
  type JsonObject,
  isObject,
  own,
  ownList,
  ownObject,
  ownString,
} from '../../../../src/specwright/base/json.ts';

/** A collection that can be edited as its vendor may edit it, in place. */
export class VendorCollection {
  readonly root: JsonObject;

  constructor(text: string) {
    const value = JSON.parse(text) as Json;
    if (!isObject(value)) throw new Error('a collection is an object');
    this.root = value;
  }

  get text(): string {
    return JSON.stringify(this.root, undefined, 2);
  }

  /** Every folder and request, the outer ones first. */
  get items(): readonly JsonObject[] {
    const below = (item: JsonObject): readonly JsonObject[] =>
      ownList(item, 'item')
        .filter(isObject)
        .flatMap((one) => [one, ...below(one)]);
    return below(this.root);
  }

  item(name: string): JsonObject {
    const found = this.items.find((item) => ownString(item, 'name') === name);
    if (found === undefined) throw new Error(`the collection has no ${name}`);
    return found;
  }

  request(name: string): JsonObject {
    return ownObject(this.item(name), 'request') ?? {};
  }

  rename(name: string, to: string): this {
    this.item(name)['name'] = to;
    return this;
  }

  /** Replaces a text in the description of a request, which has to hold it. */
  reword(name: string, from: string | RegExp, to: string | (() => string)): this {
    const request = this.request(name);
    const before = ownString(request, 'description') ?? '';
    const after = before.replace(from, typeof to === 'string' ? to : to());
    if (after === before) throw new Error(`the description of ${name} does not hold ${String(from)}`);
    request['description'] = after;
    return this;
  }

  /** Adds a row above a row of a table. */
  addRow(name: string, above: string, row: string): this {
    return this.reword(name, `\n| \`${above}\``, `\n${row}\n| \`${above}\``);
  }

  /** Replaces a text in every body of a request and its samples. */
  resample(name: string, from: string | RegExp, to: string): this {
    const item = this.item(name);
    const bodies = [
      ownObject(this.request(name), 'body'),
      ...ownList(item, 'response')
        .filter(isObject)
        .flatMap((one) => [one, ownObject(ownObject(one, 'originalRequest'), 'body')]),
    ];
    for (const holder of bodies)
      for (const key of ['raw', 'body']) {
        const text = holder === undefined ? undefined : ownString(holder, key);
        if (holder !== undefined && text !== undefined) holder[key] = text.replaceAll(from, to);
      }
    return this;
  }

  /** Adds a sample with the status of another, which shows an error of the API. */
  addSample(name: string, like: string, sample: { readonly name: string; readonly body: Json }): this {
    const samples = this.samples(name);
    const model = samples.find((one) => ownString(one, 'name') === like);
    if (model === undefined) throw new Error(`${name} has no sample ${like}`);
    samples.push({ ...structuredClone(model), name: sample.name, body: JSON.stringify(sample.body) });
    return this;
  }

  samples(name: string): JsonObject[] {
    return (own(this.item(name), 'response') as JsonObject[] | undefined) ?? [];
  }

  /** Replaces a text in the description of a folder, which has to hold it. */
  rewordFolder(name: string, from: string | RegExp, to: string): this {
    const folder = this.item(name);
    const before = ownString(folder, 'description') ?? '';
    const after = before.replace(from, to);
    if (after === before) throw new Error(`the description of ${name} does not hold ${String(from)}`);
    folder['description'] = after;
    return this;
  }

  /** Copies a request without its samples to another name, method and path. */
  addRequest(
    folder: string,
    like: string,
    name: string,
    to: { readonly method: string; readonly path: string },
  ): this {
    const request = structuredClone(this.request(like));
    delete request['body'];
    request['method'] = to.method;
    request['description'] = 'Lists the tasks in the queue.';
    request['url'] = { raw: `{{baseUrl}}/${to.path}`, host: ['{{baseUrl}}'], path: to.path.split('/') };
    this.children(folder).push({ name, request, response: [] });
    return this;
  }

  /** Moves a request and its samples to another path. */
  repath(name: string, from: string, to: string): this {
    const move = (value: Json): Json =>
      JSON.parse(JSON.stringify(value).replaceAll(from, to).replaceAll(list(from), list(to))) as Json;
    const list = (path: string): string =>
      path
        .split('/')
        .filter(Boolean)
        .map((part) => JSON.stringify(part))
        .join(',');
    const item = this.item(name);
    for (const key of ['request', 'response']) item[key] = move(item[key] ?? null);
    return this;
  }

  /** Moves the last column of every table with four columns behind the first. */
  reorderColumns(name: string): this {
    return this.reword(name, /^\|([^|\n]*)\|([^|\n]*)\|([^|\n]*)\|([^|\n]*)\|$/gm, '|$1|$4|$2|$3|');
  }

  swapRows(name: string, first: string, second: string): this {
    const rows = [first, second].map(
      (row) =>
        new RegExp(`^\\| \`${row}\` .*$`, 'm').exec(
          ownString(this.request(name), 'description') ?? '',
        )?.[0] ?? '',
    );
    const [one = '', other = ''] = rows;
    return this.reword(name, one, '@@')
      .reword(name, other, () => one)
      .reword(name, '@@', () => other);
  }

  reverse(folder: string): this {
    this.children(folder).reverse();
    return this;
  }

  private children(folder: string): Json[] {
    const found = own(this.item(folder), 'item');
    if (!Array.isArray(found)) throw new Error(`${folder} is not a folder`);
    return found;
  }
}
