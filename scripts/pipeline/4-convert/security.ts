import type { JsonObject } from '../../../src/json.ts';
import type { SecurityRequirement } from '../stages.ts';

/** Security schemes of the document by name. */
export type Schemes = Readonly<Record<string, JsonObject>>;

/** Requirements that name declared schemes only; scopes stay with the schemes that have any. */
export function securityRequirements(
  requirements: readonly SecurityRequirement[],
  schemes: Schemes,
): readonly JsonObject[] {
  const known = requirements.filter((requirement) =>
    Object.keys(requirement).every((name) => Object.hasOwn(schemes, name)),
  );
  const unique = new Map(known.map((requirement) => [JSON.stringify(requirement), requirement]));
  return [...unique.values()].map((requirement) =>
    Object.fromEntries(Object.entries(requirement).map(([name, scopes]) => [name, [...scopes]])),
  );
}
