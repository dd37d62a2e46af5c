import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject, isObject } from '../../base/json.ts';
import type { Conversion } from '../../convert/convert-collection.ts';
import type { Change } from '../../diff/change.ts';
import { diffDocuments } from '../../diff/diff.ts';
import { sameJson } from '../../diff/equal.ts';
import { applyPolicy } from '../../diff/policy.ts';
import { diffCollections } from '../diff/collections.ts';
import { readPolicy } from '../diff/read-policy.ts';
import { CommandError } from '../frame/command-error.ts';
import { readStructured } from '../read-structured.ts';
import type { BumpSources } from './sources.ts';

export interface Released {
  readonly document: JsonObject;
  /** Which file it is. */
  readonly path: string;
}

/** The document of the last release; before the first one, what is generated now. */
export async function readReleased(path: string, generated: string): Promise<Released> {
  const found = [path, join(generated, 'openapi.json')].find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw new CommandError(
      'no-base',
      `There is nothing to compare with: neither ${path} nor ${generated}/openapi.json exists.`,
    );
  }
  const document = await readStructured(found);
  if (isObject(document)) return { document, path: found };
  throw new CommandError('no-base', `Cannot compare with ${found}: it does not hold an object.`);
}

/** What changed since the release. Requests are known by their ids where the collection of the release is at hand. */
export async function changesSince(
  released: JsonObject,
  spec: string,
  now: Conversion,
  before: Conversion | undefined,
): Promise<readonly Change[]> {
  const today = new Date().toISOString().slice(0, 10);
  const report =
    before === undefined
      ? diffDocuments(released, now.value, { today })
      : diffCollections(before, now, today);
  const accepted = join(spec, 'accepted-changes.json');
  const policy = await readPolicy(undefined, existsSync(accepted) ? accepted : undefined);
  return applyPolicy(report.changes, policy, now.value).changes;
}

/** The collection in the spec folder, if it still is the one that was released. */
export async function releasedConversion(
  released: JsonObject,
  sources: BumpSources,
): Promise<Conversion | undefined> {
  try {
    const conversion = await sources.convert();
    return sameJson(conversion.value, released) ? conversion : undefined;
  } catch (error) {
    if (error instanceof CommandError) return undefined; // the documents alone have to do
    throw error;
  }
}
