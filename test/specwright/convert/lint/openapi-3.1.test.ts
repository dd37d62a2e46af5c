import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import fitsOpenApi31 from '../../../../src/specwright/convert/6-lint/openapi-3.1.js';

const SCHEMA = createRequire(import.meta.url)
  .resolve('@seriousme/openapi-schema-validator')
  .replace(/index\.js$/, 'schemas/v3.1/schema.json');

const HEAD =
  '// The schema of OpenAPI 3.1 (Apache-2.0, spec.openapis.org) compiled by ajv (MIT). To write it again: npx vitest run -u';

/** As the validator of the structure rule compiles it, short of the words of errors. */
async function compiled(): Promise<string> {
  const ajv = new Ajv2020({ strict: false, messages: false, code: { source: true, esm: true } });
  addFormats.default(ajv);
  ajv.addFormat('media-range', true);
  const contents = standalone.default(ajv, ajv.compile(JSON.parse(await readFile(SCHEMA, 'utf8'))));
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'ascii',
  });
  return [HEAD, ...outputFiles.map(({ text }) => text)].join('\n');
}

test('the compiled validator is that of the installed schema', async () => {
  const file = '../../../../src/specwright/convert/6-lint/openapi-3.1.js';
  await expect(await compiled()).toMatchFileSnapshot(file);
});

test.each([
  [{ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: {} }, true],
  [{ openapi: '3.1.0', info: { title: 'a', version: '1' } }, false],
  [
    { openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: { '/a': { get: { responses: {} } } } },
    false,
  ],
  [{ openapi: '3.1.0', info: { title: 'a', version: '1', contact: { email: '-' } }, paths: {} }, false],
])('it says of %j what the validator says: %s', async (document, fits) => {
  expect(fitsOpenApi31(document)).toBe(fits);
  expect((await new Validator().validate(structuredClone(document))).valid).toBe(fits);
});
