import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Validates values against schemas at their place in the document, with ajv and its formats. */
export class SchemaChecker {
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction | undefined>();

  constructor(document: JsonObject) {
    this.#ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false, logger: false });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ ...document, $id: 'https://document.example/' });
  }

  #compile(pointer: string): ValidateFunction | undefined {
    const known = this.#compiled.get(pointer);
    if (known !== undefined || this.#compiled.has(pointer)) return known;
    const fragment = pointer.split('/').map(encodeURIComponent).join('/');
    const check = this.#tryCompile({ $ref: `https://document.example/#${fragment}` });
    this.#compiled.set(pointer, check);
    return check;
  }

  /** A schema that does not compile holds for nothing: that is the finding, not a crash. */
  #tryCompile(schema: JsonObject): ValidateFunction | undefined {
    try {
      return this.#ajv.compile(schema);
    } catch (cause) {
      if (cause instanceof Error) return undefined;
      throw cause;
    }
  }

  accepts(pointer: string, value: Json): boolean {
    return this.#compile(pointer)?.(value) === true;
  }

  /** What the schema objects to, for the list of misses. */
  why(pointer: string, value: Json): string {
    const check = this.#compile(pointer);
    if (check === undefined) return 'schema does not compile';
    if (check(value) === true) return 'accepted';
    const [error] = check.errors ?? [];
    return `${error?.instancePath ?? ''} ${error?.message ?? ''} ${JSON.stringify(error?.params ?? {})}`.trim();
  }
}
