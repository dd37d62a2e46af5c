import type { JsonObject } from '../../../base/json.ts';
import { ConversionError, type ConversionProblem, type StageResult } from '../../problem.ts';
import type { Source } from '../../source.ts';
import { hasRequests } from '../has-requests.ts';
import { readProblem } from '../problems.ts';
import type { CollectionFiles } from './collection-files.ts';
import { rootFileOf, upgradeOpenCollection } from './opencollection.ts';
import { isPostmanV3, upgradeV3 } from './postman-v3.ts';

/**
 * First stage for a collection that is a folder of YAML files: Postman v3 or OpenCollection.
 * @throws ConversionError where it is neither
 */
export function readFolder(files: CollectionFiles): StageResult<Source> {
  const rootFile = rootFileOf(files);
  if (rootFile !== undefined) return source('opencollection', upgradeOpenCollection(files, rootFile));
  if (isPostmanV3(files)) return source('postman-v3', upgradeV3(files));
  const bruno = files.has('bruno.json') || [...files.keys()].some((path) => path.endsWith('.bru'));
  throw new ConversionError(readProblem(bruno ? 'bruno-folder' : 'folder-without-collection', '', {}));
}

function source(
  format: Source['format'],
  { collection, problems }: { collection: JsonObject; problems: readonly ConversionProblem[] },
): StageResult<Source> {
  if (!hasRequests(collection)) throw new ConversionError(readProblem('collection-empty', '', {}));
  return { value: { format, collection, root: '' }, problems };
}
