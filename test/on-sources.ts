/** What Node needs to run this repository's sources: packages of the workspace resolve to TypeScript. */
export const ON_SOURCES = [
  '--conditions=@specwright/source',
  '--import',
  import.meta.resolve('tsx'),
] as const;
