import { defineConfig, type UserConfig } from 'tsdown';

const SHARED: UserConfig = {
  format: 'esm',
  target: 'es2022',
  fixedExtension: false,
  clean: true,
  hash: false,
  // Other packages of the workspace are read from their sources, in the code and in the declarations.
  inputOptions: { resolve: { conditionNames: ['@specwright/source', 'import', 'node', 'default'] } },
  // `await using sandbox = ...` must compile for users whose own `lib` is older than disposables.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
};

/** One entry per package. What a package names as a dependency stays outside; the build fails when anything else would be bundled. */
export default defineConfig([
  {
    ...SHARED,
    name: 'specwright',
    cwd: 'src/specwright',
    platform: 'node',
    entry: {
      index: 'index.ts',
      contract: 'contract/index.ts',
      sandbox: 'sandbox/index.ts',
      runtime: 'runtime/index.ts',
      frame: 'cli/index.ts',
      cli: 'cli/main.ts',
    },
    deps: { onlyBundle: [] },
    copy: ['report/report.schema.json', 'contract/target/profile.schema.json'],
  },
  {
    ...SHARED,
    name: 'bpcc-task-routing',
    cwd: 'src/client',
    platform: 'neutral',
    entry: { index: 'index.ts', otel: 'otel.ts', cli: 'cli/main.ts' },
    // The client depends on openapi-fetch alone: what it needs of specwright is part of its own build.
    deps: { neverBundle: [/^node:/], alwaysBundle: [/^specwright(\/|$)/], onlyBundle: ['specwright'] },
    copy: ['../../generated/openapi.json'],
  },
  {
    ...SHARED,
    name: 'bpcc-task-routing-testing',
    cwd: 'src/testing',
    platform: 'node',
    entry: { index: 'index.ts', cli: 'cli/main.ts' },
    deps: { onlyBundle: [] },
  },
]);
