import type { JsonObject } from '../../src/specwright/base/json.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describeOpenApi } from '../../src/specwright/openapi/describe.ts';
import { emitValidators } from '../../src/specwright/emit/validators.ts';
import { CHOICES, recordDocument, type FieldKind, type RecordField } from '../generate/record-schema.ts';
import { loadPeer, member, type Callable, type Loaded } from '../load-peer.ts';

/** True where a value fits. `prepare` makes a new one from nothing. */
export interface ValidatorContender {
  readonly name: string;
  readonly prepare: () => (value: unknown) => boolean;
}

const SCRATCH = path.resolve(import.meta.dirname, '../results/validators');

/** Path of the module that our pipeline emits for the record. */
export async function emitOurs(schema: JsonObject): Promise<string> {
  const document = recordDocument(schema);
  const files = await emitValidators(document, describeOpenApi(document));
  const module = files.find((file) => file.path === 'validators.js');
  if (module === undefined) throw new Error('the pipeline emitted no validators');
  await mkdir(SCRATCH, { recursive: true });
  const file = path.join(SCRATCH, 'validators.mjs');
  await writeFile(file, module.content);
  return file;
}

export async function ours(file: string): Promise<ValidatorContender> {
  const validate = member(await import(pathToFileURL(file).href), 'getRecordResponse200');
  return { name: 'ours (compiled ahead)', prepare: () => (value) => validate(value) === true };
}

export function ajvAtRunTime(schema: JsonObject): ValidatorContender {
  return {
    name: 'ajv (compiled at run time)',
    prepare: () => {
      const ajv = new Ajv2020({ allErrors: true });
      formats.default(ajv);
      return ajv.compile(schema);
    },
  };
}

export function zod(fields: readonly RecordField[]): Promise<Loaded<ValidatorContender>> {
  return loadPeer('zod', (module) => {
    const z = (name: string, ...args: unknown[]): unknown => member(zodOf(module), name)(...args);
    const kinds: Record<FieldKind, () => unknown> = {
      text: () => chain(chain(z('string'), 'min', 1), 'max', 100),
      'optional-text': () => chain(z('nullable', z('string')), 'optional'),
      integer: () => chain(chain(z('number'), 'int'), 'min', 0),
      number: () => chain(chain(z('number'), 'min', 0.01), 'max', 100),
      flag: () => z('boolean'),
      choice: () => z('enum', CHOICES),
      time: () => member(Reflect.get(zodOf(module), 'iso'), 'datetime')({ offset: true }),
      list: () => z('array', z('string')),
    };
    return {
      name: 'zod',
      prepare: () => {
        const schema = z('strictObject', shape(fields, kinds));
        const parse = member(schema, 'safeParse');
        return (value) => isTrue(parse(value), 'success');
      },
    };
  });
}

export function valibot(fields: readonly RecordField[]): Promise<Loaded<ValidatorContender>> {
  return loadPeer('valibot', (module) => {
    const v = (name: string, ...args: unknown[]): unknown => member(module, name)(...args);
    const kinds: Record<FieldKind, () => unknown> = {
      text: () => v('pipe', v('string'), v('minLength', 1), v('maxLength', 100)),
      'optional-text': () => v('optional', v('nullable', v('string'))),
      integer: () => v('pipe', v('number'), v('integer'), v('minValue', 0)),
      number: () => v('pipe', v('number'), v('minValue', 0.01), v('maxValue', 100)),
      flag: () => v('boolean'),
      choice: () => v('picklist', CHOICES),
      time: () => v('pipe', v('string'), v('isoTimestamp')),
      list: () => v('array', v('string')),
    };
    const parse = member(module, 'safeParse');
    return {
      name: 'valibot',
      prepare: () => {
        const schema = v('strictObject', shape(fields, kinds));
        return (value) => isTrue(parse(schema, value), 'success');
      },
    };
  });
}

function zodOf(module: unknown): object {
  const z = typeof module === 'object' && module !== null ? Reflect.get(module, 'z') : undefined;
  if (typeof z !== 'object' || z === null) throw new Error('it has no export "z"');
  return z;
}

function chain(schema: unknown, method: string, ...args: readonly unknown[]): unknown {
  const call: Callable = member(schema, method);
  return call(...args);
}

function shape(fields: readonly RecordField[], kinds: Record<FieldKind, () => unknown>): object {
  return Object.fromEntries(fields.map(({ name, kind }) => [name, kinds[kind]()]));
}

function isTrue(result: unknown, key: string): boolean {
  return typeof result === 'object' && result !== null && Reflect.get(result, key) === true;
}
