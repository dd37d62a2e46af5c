import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    contract: 'src/contract/index.ts',
    sandbox: 'src/sandbox/index.ts',
    otel: 'src/otel/index.ts',
    cli: 'src/cli/main.ts',
  },
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  clean: true,
  hash: false,
  outDir: 'dist',
  copy: ['src/contract/reporters/report.schema.json', 'src/contract/target/profile.schema.json'],
  external: [/^node:/],
  // `await using sandbox = ...` must compile for users whose own `lib` is older than disposables.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
});
