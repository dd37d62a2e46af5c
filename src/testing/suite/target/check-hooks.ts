import { hookNames, type Hooks } from './hooks.ts';

/** Thrown for a hooks module that exports none of the hooks, or something else under their names. */
export class HooksError extends Error {
  override readonly name = 'HooksError';
  readonly code = 'bad-hooks';
}

/**
 * Picks the hooks out of a loaded module: its named exports, or those of its default export.
 *
 * @param module - the namespace of the module
 * @throws HooksError when a hook is not a function, or there is none
 * @example
 * checkHooks(await import('./hooks.mjs'));
 */
export function checkHooks(module: unknown): Hooks {
  const sources = [module, property(module, 'default')];
  const found = hookNames.flatMap((name) => {
    const hook = sources.map((source) => property(source, name)).find((value) => value !== undefined);
    if (hook === undefined) return [];
    if (typeof hook !== 'function')
      throw new HooksError(`The hooks module exports "${name}", but it is not a function.`);
    return [[name, hook] as const];
  });
  if (found.length === 0) {
    throw new HooksError(`The hooks module exports none of ${hookNames.join(', ')}.`);
  }
  return Object.fromEntries(found);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
