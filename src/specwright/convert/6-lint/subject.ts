import { appendPointer } from '../../base/pointer.ts';
import { isObject, ownObject } from '../../base/json.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import { nodesOf } from '../document-nodes.ts';
import type { LintSubject, OperationPlace } from './rule.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function lintSubject(document: OpenApiDocument): LintSubject {
  const operations = Object.entries(ownObject(document, 'paths') ?? {}).flatMap(([path, pathItem]) => {
    if (!isObject(pathItem)) return [];
    return METHODS.flatMap((method): OperationPlace[] => {
      const operation = ownObject(pathItem, method);
      return operation
        ? [{ path, method, pathItem, operation, at: appendPointer('/paths', path, method) }]
        : [];
    });
  });
  return { document, operations, nodes: nodesOf(document) };
}
