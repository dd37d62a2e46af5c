import json from './default.json' with { type: 'json' };
import type { Seed } from './seed.ts';

/** The built-in seed. A test checks it against the schema of seeds; TypeScript reads enums in JSON as mere strings. */
export const defaultSeed = json as Seed;
