import { objectAt, ownString } from '../base/json.ts';
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
  const { document, problems } = await projectDocument(sourceAt(name, name, bytes), { settings, overlay });
  const info = objectAt(document, 'info');
  return {
    value: document,
    problems: [...problems, ...(await lintDocument(document, settings.lint))],
    // No collection says more than the document does.
    collection: {
      name: ownString(info, 'title') ?? name,
      servers: [],
      folders: [],
      operations: [],
      securitySchemes: {},
    },
    facts: { operations: new Map(), securitySchemes: {}, descriptions: new Map(), events: [] },
    corrections: [],
  };
}
