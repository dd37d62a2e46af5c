import type { Program } from './frame/program.ts';

/** The command line of specwright. */
export const specwright = {
  name: 'specwright',
  package: new URL('../package.json', import.meta.url),
  commands: {
    convert: {
      summary: 'turn a Postman collection into an OpenAPI document',
      load: async () => (await import('./convert.ts')).convert,
    },
    init: {
      summary: 'make a project of an API: a typed client, a sandbox and contract tests',
      load: async () => (await import('./init.ts')).init,
    },
    generate: {
      summary: 'write types, validators, operations and a client from the sources of a project',
      load: async () => (await import('./generate.ts')).generate,
    },
    sandbox: {
      summary: 'serve an OpenAPI document on this machine',
      load: async () => (await import('./sandbox.ts')).sandbox,
    },
    verify: {
      summary: 'check a server against an OpenAPI document',
      load: async () => (await import('./verify.ts')).verify,
    },
    diff: {
      summary: 'compare two documents and judge every change',
      load: async () => (await import('./diff.ts')).diff,
    },
    pull: {
      summary: 'fetch a collection and record where it is from',
      load: async () => (await import('./pull.ts')).pull,
    },
    bump: {
      summary: 'take over a new version of a collection: generate, compare, propose a version',
      load: async () => (await import('./bump.ts')).bump,
    },
    propose: {
      summary: 'commit what changed, push it and open a pull request',
      load: async () => (await import('./propose.ts')).propose,
    },
    history: {
      summary: 'write the change log between several versions',
      load: async () => (await import('./history.ts')).history,
    },
  },
} satisfies Program;
