import { pascalCase, wordsOf } from '../../../src/describe/names.ts';
import { RANK, resourceOf, type NameContext } from './schemas/naming.ts';

/** What the schemas of an operation are named after. */
export interface OperationNames {
  /** `QueueTask` */
  readonly pascal: string;
  /** Context of a body: `QueueTaskRequest`, with the resource of the path for what has no name of its own. */
  readonly root: (suffix: string) => NameContext;
}

export function operationNames(operationId: string, path: string): OperationNames {
  const pascal = pascalCase(wordsOf(operationId)) || 'Operation';
  const resource = resourceOf(path);
  const root = (suffix: string): NameContext => {
    const candidate = {
      name: pascal + suffix,
      rank: RANK.root,
      ...(resource !== undefined && { shared: resource }),
    };
    return { candidate, prefix: resource ?? candidate.name };
  };
  return { pascal, root };
}
