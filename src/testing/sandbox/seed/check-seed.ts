import { createRequire } from 'node:module';
import { SandboxError } from 'specwright/sandbox';
import { brokenReferences } from './references.ts';
import schema from './seed.schema.json' with { type: 'json' };
import type { Seed } from './seed.ts';

type Ajv = typeof import('ajv/dist/2020.js');
type Validate = { (data: unknown): data is Seed; errors?: readonly SchemaError[] | null };

interface SchemaError {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const SHOWN_COMPLAINTS = 10;
let validate: Validate | undefined;

/** Loads ajv when the first seed of somebody else comes: the built-in one needs no check, and start-up is quick. */
function validator(): Validate {
  if (validate !== undefined) return validate;
  const { Ajv2020 }: Ajv = createRequire(import.meta.url)('ajv/dist/2020.js');
  validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<Seed>(schema);
  return validate;
}

/**
 * Reads a seed.
 *
 * @param text JSON.
 * @param name how messages call it, for example the file name.
 * @throws {SandboxError} `bad-seed`: where it is not JSON, violates the schema, or names what does not exist.
 */
export function readSeed(text: string, name = 'the seed'): Seed {
  return checkSeed(parse(text, name), name);
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new SandboxError('bad-seed', `${name} is not JSON: ${detail}`);
  }
}

/**
 * Checks a seed; each complaint names its place as a JSON pointer.
 *
 * @throws {SandboxError} `bad-seed`
 */
export function checkSeed(seed: unknown, name = 'the seed'): Seed {
  const check = validator();
  if (!check(seed)) throw complaint(name, (check.errors ?? []).map(describe));
  const broken = brokenReferences(seed);
  if (broken.length > 0) throw complaint(name, broken);
  return seed;
}

function describe({ instancePath, message, params }: SchemaError): string {
  const values = params['allowedValues'];
  const extra = params['additionalProperty'] ?? (Array.isArray(values) ? values.join(', ') : undefined);
  return `${instancePath || '/'} ${message ?? 'is wrong'}${typeof extra === 'string' ? ` (${extra})` : ''}`;
}

function complaint(name: string, complaints: readonly string[]): SandboxError {
  const shown = [...new Set(complaints)].slice(0, SHOWN_COMPLAINTS);
  const more = complaints.length > shown.length ? `\n  and ${complaints.length - shown.length} more` : '';
  return new SandboxError('bad-seed', `${name} cannot be used:\n  ${shown.join('\n  ')}${more}`);
}
