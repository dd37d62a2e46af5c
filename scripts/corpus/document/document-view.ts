import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { list, object, text } from '../raw/values.ts';

/** What the figures look at in a document, whatever tool wrote it. */
export interface DocumentOperation {
  readonly method: string;
  readonly path: string;
  readonly segments: readonly string[];
  readonly pointer: string;
  readonly operation: JsonObject;
  /** Operation parameters and those of its path item, references followed. */
  readonly parameters: readonly JsonObject[];
  readonly security: readonly JsonObject[];
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

export class DocumentView {
  readonly json: JsonObject;
  readonly operations: readonly DocumentOperation[];
  /** Path segments that servers put in front of every path. */
  readonly bases: readonly (readonly string[])[];

  constructor(json: JsonObject) {
    this.json = json;
    this.operations = this.#read();
    this.bases = this.#readBases();
  }

  /** The target of a reference inside the document, or the value itself. */
  follow(value: Json | undefined): JsonObject {
    let current = object(value);
    for (let hops = 0; hops < 20 && typeof current['$ref'] === 'string'; hops += 1) {
      current = object(this.at(current['$ref'].replace(/^#/, '')));
    }
    return current;
  }

  at(pointer: string): Json | undefined {
    let current: Json | undefined = this.json;
    for (const part of pointer.split('/').slice(1)) {
      const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      current = Array.isArray(current) ? current[Number(key)] : object(current)[key];
    }
    return current;
  }

  #read(): DocumentOperation[] {
    return Object.entries(object(this.json['paths'])).flatMap(([path, value]) => {
      const item = this.follow(value);
      return methods
        .filter((method) => typeof item[method] === 'object')
        .map((method) => this.#operation(path, method, item));
    });
  }

  #operation(path: string, method: string, item: JsonObject): DocumentOperation {
    const operation = object(item[method]);
    const parameters = [...list(item['parameters']), ...list(operation['parameters'])];
    return {
      method: method.toUpperCase(),
      path,
      segments: path.split('/').filter((segment) => segment !== ''),
      pointer: `/paths/${escape(path)}/${method}`,
      operation,
      parameters: parameters.map((parameter) => this.follow(parameter)),
      security: list(operation['security'] ?? this.json['security']).map(object),
    };
  }

  #readBases(): string[][] {
    const bases = [this.json, ...this.operations.map(({ operation }) => operation)]
      .flatMap((holder) => list(holder['servers']).map(object))
      .map((server) => {
        const url = text(server['url']).replace(/\{([^{}]+)\}/g, (_, name: string) =>
          text(object(object(server['variables'])[name])['default']),
        );
        return url
          .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
          .split('/')
          .filter((segment) => segment !== '');
      });
    return [...new Map([[], ...bases].map((base) => [base.join('/'), base])).values()];
  }
}
