import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const source = (file: string): string => path.join(ROOT, file);

/** What Node needs to run this repository's sources: packages of the workspace resolve to TypeScript. */
export const ON_SOURCES = [
  '--conditions=@specwright/source',
  '--import',
  import.meta.resolve('tsx'),
] as const;

/** The source of every import of the packages, for bundlers that leave packages alone. */
export const SOURCE_OF_IMPORT = {
  specwright: source('src/specwright/index.ts'),
  'specwright/contract': source('src/specwright/contract/index.ts'),
  'specwright/sandbox': source('src/specwright/sandbox/index.ts'),
  'specwright/runtime': source('src/specwright/runtime/index.ts'),
  'specwright/cli': source('src/specwright/cli/index.ts'),
  'specwright/cli/verify': source('src/specwright/cli/verify/index.ts'),
  'bpcc-task-routing': source('src/client/index.ts'),
  'bpcc-task-routing/otel': source('src/client/otel.ts'),
  'bpcc-task-routing/openapi.json': source('generated/openapi.json'),
  'bpcc-task-routing-testing': source('src/testing/index.ts'),
};
