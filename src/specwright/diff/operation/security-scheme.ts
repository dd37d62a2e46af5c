import { appendPointer } from '../../base/pointer.ts';
import { own, ownObject } from '../../base/json.ts';
import { resolveObject, type Document, type ObjectPart } from '../document.ts';

/** A security scheme by the name it has in `components`. */
export function securityScheme(document: Document, name: string): ObjectPart | undefined {
  const components = ownObject(document.root, 'components');
  const schemes = components === undefined ? undefined : ownObject(components, 'securitySchemes');
  const value = schemes === undefined ? undefined : own(schemes, name);
  if (value === undefined) return undefined;
  return resolveObject(document, { value, pointer: appendPointer('/components/securitySchemes', name) });
}
