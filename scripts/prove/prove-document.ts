import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { isObject, objectAt, ownString, type Json, type JsonObject } from '../../src/specwright/base/json.ts';
import { verify, type Report } from '../../src/specwright/contract/index.ts';
import { ApiDocument } from '../../src/specwright/openapi/api-document.ts';
import { createSandbox } from '../../src/specwright/sandbox/index.ts';

/** The share of faults that `verify` must find. */
const ENOUGH = 0.95;

/**
 * Serves a document with each fault that it can have, and prints which ones `verify` finds.
 *
 * @param names - faults to try; all of them where none is named
 * @returns the exit code: 0 where the sound server has no finding and nearly every fault is found
 */
export async function proveDocument(
  file: string,
  names: readonly string[],
  print: (text: string) => void,
): Promise<number> {
  const read: Json = parse(await readFile(file, 'utf8'));
  const document = isObject(read) ? withOwnTokens(read) : undefined;
  if (document === undefined) throw new Error(`${file} does not hold an object.`);
  const sound = await verifyFault(document);
  const known = new Set(errorsOf(sound).map(({ key }) => key));
  print(`${known.size === 0 ? 'clean ' : 'BROKEN'}  without a fault: ${sound.headline}\n`);
  for (const { check, title } of errorsOf(sound)) print(`        ${check}: ${title}\n`);
  const available = createSandbox({ document }).control.allFaults();
  const tried = available.filter(({ name }) => names.length === 0 || names.includes(name));
  let found = 0;
  for (const { name } of tried) {
    const errors = errorsOf(await verifyFault(document, name)).filter(({ key }) => !known.has(key));
    if (errors.length > 0) found += 1;
    const killers = [...new Set(errors.map(({ check }) => check))].join(', ');
    print(`${errors.length > 0 ? 'killed' : 'ALIVE '}  ${name.padEnd(40)} ${killers}\n`);
  }
  print(`${found} of ${tried.length} faults found\n`);
  return known.size === 0 && found >= ENOUGH * tried.length ? 0 : 1;
}

/** The document with its tokens at the sandbox: the host that gives them out is not there. */
function withOwnTokens(document: JsonObject): JsonObject {
  const copy = structuredClone(document);
  const schemes = objectAt(objectAt(copy, 'components'), 'securitySchemes');
  for (const scheme of Object.values(schemes)) {
    const flow = objectAt(objectAt(scheme, 'flows'), 'clientCredentials');
    const url = ownString(flow, 'tokenUrl');
    if (url !== undefined) flow['tokenUrl'] = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  }
  return copy;
}

/** Verifies a fresh sandbox of the document, with the credentials that it asks for. */
export async function verifyFault(document: JsonObject, fault?: string): Promise<Report> {
  const { schemes } = new ApiDocument(document);
  const auth = Object.fromEntries([...schemes].map(([name]) => [name, `caller-7:of-${name}-7`]));
  const faults = fault === undefined ? [] : [fault];
  await using sandbox = createSandbox({ document, credentials: auth, faults });
  const { url } = await sandbox.listen();
  return await verify({ target: url, document, auth, mode: 'full' });
}

export function errorsOf({ findings }: Report): Report['findings'] {
  return findings.filter(({ severity }) => severity === 'error');
}
