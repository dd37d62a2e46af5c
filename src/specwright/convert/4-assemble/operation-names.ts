import { pascalCase } from '../../base/names.ts';
import { RANK, resourceOf, type NameContext } from './schemas/naming.ts';

/** What the schemas of an operation are named after. */
export interface OperationNames {
  /** `AddBook` */
  readonly pascal: string;
  /** Context of a body: `AddBookRequest`, with the resource of the path for what has no name of its own. */
  readonly root: (suffix: string) => NameContext;
}

export function operationNames(operationId: string, path: string): OperationNames {
  const pascal = pascalCase(operationId) || 'Operation';
  const resource = resourceOf(path);
  const root = (suffix: string): NameContext => {
    const name = pascal + suffix;
    const trail = [pascal, suffix];
    if (resource === undefined) return { candidate: { name, rank: RANK.root }, prefix: name, trail };
    const shared = {
      name: suffix.startsWith('Request') ? `${resource}Request` : resource,
      operation: pascal,
    };
    return { candidate: { name, rank: RANK.root, shared }, prefix: resource, resource, trail };
  };
  return { pascal, root };
}
