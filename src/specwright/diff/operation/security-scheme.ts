import { appendPointer } from '../../base/pointer.ts';
import { own } from '../../base/json.ts';
import { resolveObject, type Document, type ObjectPart } from '../document.ts';

/** A security scheme by the name it has in `components`. */
export function securityScheme(document: Document, name: string): ObjectPart | undefined {
  const value = own(own(own(document.root, 'components'), 'securitySchemes'), name);
  if (value === undefined) return undefined;
  return resolveObject(document, { value, pointer: appendPointer('/components/securitySchemes', name) });
}
