import type { Suite } from './suite.ts';

/** Every suite by name; loaded only when it runs, each in a process of its own. */
export const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  conversion: async () => (await import('./suites/conversion.ts')).conversion,
  'conversion-process': async () => (await import('./suites/conversion-process.ts')).conversionProcess,
  client: async () => (await import('./suites/client.ts')).client,
  generated: async () => (await import('./suites/generated.ts')).generated,
  import: async () => (await import('./suites/import.ts')).coldImport,
  validation: async () => (await import('./suites/validation.ts')).validation,
  sandbox: async () => (await import('./suites/sandbox.ts')).sandbox,
  'document-sandbox': async () => (await import('./suites/document-sandbox.ts')).documentSandbox,
  proxy: async () => (await import('./suites/proxy.ts')).proxy,
  contract: async () => (await import('./suites/contract.ts')).contract,
  'contract-peers': async () => (await import('./suites/contract-peers.ts')).contractPeers,
  diff: async () => (await import('./suites/diff.ts')).diff,
};
