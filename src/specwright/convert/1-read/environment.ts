import { type Json, type JsonObject, isObject, own, ownText, textOf } from '../../base/json.ts';
import { secretNameStrength } from '../../base/secrets/secret-names.ts';
import { ConversionError } from '../problem.ts';
import { namedList } from './folder/collection-files.ts';
import { lookAlike } from './look-alikes.ts';
import { readProblem } from './problems.ts';

/** Variables of an environment, by name. Secrets are left out: they do not belong into a document. */
function variablesIn(environment: Json): readonly JsonObject[] {
  const values = own(environment, 'values') ?? own(environment, 'variables');
  if (!Array.isArray(values))
    throw new ConversionError(readProblem('environment-invalid', '', lookAlike(environment)));
  return namedList(values).flatMap((variable) => {
    const key = ownText(variable, 'key') ?? ownText(variable, 'name');
    const stated = own(variable, 'value');
    const value = textOf(isObject(stated) ? own(stated, 'data') : stated);
    const isOff = own(variable, 'enabled') === false || own(variable, 'disabled') === true;
    const isSecret = own(variable, 'type') === 'secret' || own(variable, 'secret') === true;
    if (key === undefined || value === undefined || isOff || isSecret) return [];
    return secretNameStrength(key) === 'sure' ? [] : [{ key, value }];
  });
}

/** The collection with the variables of an environment, which win over its own. @throws ConversionError */
export function inEnvironment(collection: JsonObject, environment: Json): JsonObject {
  const added = variablesIn(environment);
  const key = Object.hasOwn(collection, 'requests') ? 'variables' : 'variable';
  // Of two variables of one name, the last is read.
  return { ...collection, [key]: [...namedList(own(collection, key)), ...added] };
}
