import { createRequire } from 'node:module';

type Yaml = typeof import('yaml');

/** The YAML library, loaded when it is needed first: with a document in JSON, commands start without it. */
export function loadYaml(): Yaml {
  const yaml: Yaml = createRequire(import.meta.url)('yaml');
  return yaml;
}
