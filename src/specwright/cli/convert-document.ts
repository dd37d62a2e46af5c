import { lintDocument } from '../convert/6-lint/lint-document.ts';
import type { Conversion, ConvertOptions } from '../convert/convert-collection.ts';
import { openApiIn } from './project/open-api-in.ts';
import { projectDocument } from './project/project-document.ts';
import { sourceAt } from './project/project-source.ts';

/**
 * A document of OpenAPI 3 as one of 3.1 in one file, corrected and checked as that of a collection is; `undefined` for
 * anything else.
 * @throws CommandError
 */
export async function convertDocument(
  name: string,
  bytes: Uint8Array,
  { settings = {}, overlay }: ConvertOptions,
): Promise<Conversion | undefined> {
  if (openApiIn(name, bytes) === undefined) return undefined;
  const { conversion } = await projectDocument(sourceAt(name, name, bytes), { settings, overlay });
  const linted = await lintDocument(conversion.value, settings.lint);
  return { ...conversion, problems: [...conversion.problems, ...linted] };
}
