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
export function readFolder(given: CollectionFiles): StageResult<Source> {
  const files = collectionIn(given);
  const rootFile = rootFileOf(files);
  if (rootFile !== undefined) return source('opencollection', upgradeOpenCollection(files, rootFile));
  if (isPostmanV3(files)) return source('postman-v3', upgradeV3(files));
  const bruno = files.has('bruno.json') || [...files.keys()].some((path) => path.endsWith('.bru'));
  throw new ConversionError(readProblem(bruno ? 'bruno-folder' : 'folder-without-collection', '', {}));
}

/** Workspaces of Postman and Bruno keep each collection in a folder. */
const IN_WORKSPACE = [/^((?:postman\/)?collections\/[^/]+)\/.*\.ya?ml$/, /^(.*)\/opencollection\.ya?ml$/];

/** The files of the one collection of a workspace; those of a collection as they are. @throws ConversionError where there are several */
function collectionIn(files: CollectionFiles): CollectionFiles {
  const paths = [...files.keys()];
  if (rootFileOf(files) !== undefined || paths.some((path) => path.startsWith('.resources/'))) return files;
  const roots = new Set(paths.flatMap((path) => IN_WORKSPACE.flatMap((form) => form.exec(path)?.[1] ?? [])));
  const [root] = roots;
  if (root === undefined) return files;
  if (roots.size > 1) {
    const folders = [...roots].sort().slice(0, 10).join(', ');
    throw new ConversionError(readProblem('several-collections', '', { folders }));
  }
  const inside = [...files].filter(([path]) => path.startsWith(`${root}/`));
  return new Map(inside.map(([path, text]) => [path.slice(root.length + 1), text]));
}

function source(
  format: Source['format'],
  { collection, problems }: { collection: JsonObject; problems: readonly ConversionProblem[] },
): StageResult<Source> {
  if (!hasRequests(collection)) throw new ConversionError(readProblem('collection-empty', '', {}));
  return { value: { format, collection, root: '' }, problems };
}
