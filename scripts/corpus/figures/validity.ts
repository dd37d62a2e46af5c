import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createConfig, lintFromString } from '@redocly/openapi-core';

async function schemaErrors(document: JsonObject): Promise<string[]> {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  if (valid) return [];
  const list = Array.isArray(errors) ? errors : [{ instancePath: '', message: String(errors) }];
  return list.slice(0, 5).map(({ instancePath, message }) => `schema: ${instancePath} ${message ?? ''}`);
}

async function redoclyErrors(document: JsonObject): Promise<string[]> {
  const config = await createConfig({ extends: ['spec'] });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: '/openapi.json',
    config,
  });
  return problems
    .filter(({ severity }) => severity === 'error')
    .slice(0, 5)
    .map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer ?? ''}`);
}

/** What the official schema and Redocly's structural rules object to; empty for a valid document. */
export async function validityErrors(document: JsonObject): Promise<readonly string[]> {
  return [...(await schemaErrors(document)), ...(await redoclyErrors(document))];
}
