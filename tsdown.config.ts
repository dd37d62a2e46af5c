import path from 'node:path';
import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  format: 'esm',
  target: 'es2022',
  dts: true,
  clean: true,
  hash: false,
  outDir: 'dist',
  external: [/^node:/],
  // `await using sandbox = ...` must compile for users whose own `lib` is older than disposables.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
};

/** One entry a package; a package's dependencies stay outside, everything else is bundled. */
export default defineConfig([
  {
    ...shared,
    name: 'specwright',
    cwd: 'src/specwright',
    platform: 'node',
    entry: {
      index: 'index.ts',
      contract: 'contract/index.ts',
      sandbox: 'sandbox/index.ts',
      runtime: 'runtime/index.ts',
      cli: 'cli/main.ts',
    },
    copy: ['report/report.schema.json', 'contract/target/profile.schema.json'],
  },
  {
    ...shared,
    name: 'bpcc-task-routing',
    cwd: 'src/client',
    platform: 'neutral',
    // The runtime is bundled from its sources: the packed client depends on openapi-fetch alone.
    // Without eager, declarations of another package of the workspace get lost.
    dts: { eager: true },
    alias: { 'specwright/runtime': path.resolve('src/specwright/runtime/index.ts') },
    entry: { index: 'index.ts', otel: 'otel.ts', cli: 'cli/main.ts' },
    copy: ['../../generated/openapi.json'],
  },
  {
    ...shared,
    name: 'bpcc-task-routing-testing',
    cwd: 'src/testing',
    platform: 'node',
    entry: { index: 'index.ts', cli: 'cli/main.ts' },
  },
]);
