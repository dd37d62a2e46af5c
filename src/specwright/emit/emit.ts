import { describeOpenApi } from '../openapi/describe.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { OutputFile } from './output-file.ts';
import { emitClientMethods } from './client-methods.ts';
import { emitOperations } from './operations.ts';
import { emitReadme } from './readme.ts';
import { emitTypes } from './types.ts';
import { emitValidators } from './validators.ts';

/** Every file made of the linted document, in a fixed order; the manifest of them is made last, by `emitManifest`. */
export async function emit(document: OpenApiDocument): Promise<readonly OutputFile[]> {
  const descriptors = describeOpenApi(document);
  return [
    { path: 'openapi.json', content: `${JSON.stringify(document, null, 2)}\n` },
    await emitTypes(document),
    ...(await emitValidators(document, descriptors)),
    emitOperations(descriptors),
    emitClientMethods(descriptors),
    emitReadme(),
  ];
}
