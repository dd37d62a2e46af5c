const SPECWRIGHT = '^src/specwright/';
/** The only places of the sources where files, the network and processes may be used. */
const OUTSIDE_WORLD =
  '^(src/specwright/(cli/|sandbox/(http|control)/|sandbox/state-file|contract/transports/|runtime/transport)|src/(client|testing)/cli/|scripts/)';
const CORE_OF_THE_OUTSIDE_WORLD =
  '^(node:)?(fs|process|http|https|http2|net|tls|dns|child_process|worker_threads|cluster|os|readline)(/|$)';
/** The sources behind `exports` of specwright, and the ground floor, which is small and pure enough to be built in. */
const ENTRIES_OF_SPECWRIGHT =
  '^src/specwright/(base/|(index|(contract|sandbox|runtime|cli|cli/verify)/index)\\.ts$)';

/** The import rules of ARCHITECTURE.md, each with its reason. @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'data flows one way; a circle of types binds files as much as one of values',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'base-imports-nothing',
      comment: 'the ground floor: everything may import it, so it imports nothing',
      severity: 'error',
      from: { path: '^src/specwright/base/' },
      to: { pathNot: '^src/specwright/base/' },
    },
    {
      name: 'openapi-imports-base',
      comment: 'reading a document is shared by every later part',
      severity: 'error',
      from: { path: '^src/specwright/openapi/' },
      to: { path: '^(src|scripts|generated)/', pathNot: '^src/specwright/(openapi|base)/' },
    },
    {
      name: 'parts-stand-alone',
      comment: 'a part of specwright can be used, tested and replaced without the others',
      severity: 'error',
      from: { path: '^src/specwright/(convert|diff|contract|sandbox|runtime)/' },
      to: {
        path: '^src/specwright/(convert|diff|contract|sandbox|runtime|emit|cli)/',
        pathNot: '^src/specwright/$1/',
      },
    },
    {
      name: 'emit-writes-what-was-converted',
      comment: 'emit takes a document and facts; it knows neither servers nor checks',
      severity: 'error',
      from: { path: '^src/specwright/emit/' },
      to: { path: '^src/specwright/(diff|contract|sandbox|report|cli)/' },
    },
    {
      name: 'report-shows-findings-and-changes',
      comment: 'reporters know what contract and diff hand them, and nothing else',
      severity: 'error',
      from: { path: '^src/specwright/report/' },
      to: { path: '^src/specwright/(convert|emit|sandbox|runtime|cli)/' },
    },
    {
      name: 'stages-stand-alone',
      comment: 'a stage of the conversion hands over a value; it never calls another stage',
      severity: 'error',
      from: { path: '^src/specwright/convert/([1-7]-[a-z]+)/' },
      to: { path: '^src/specwright/convert/[1-7]-[a-z]+/', pathNot: '^src/specwright/convert/$1/' },
    },
    {
      name: 'specwright-knows-no-api',
      comment:
        'whatever a client or its tests need that another API could need too lives in specwright, and not the other way round',
      severity: 'error',
      from: { path: SPECWRIGHT },
      to: { path: '^(src/(client|testing)|generated|spec|scripts|test|bench)/' },
    },
    {
      name: 'properties-share-a-seed',
      comment: 'a property test repeats itself from run to run; test/fast-check.ts holds the seed',
      severity: 'error',
      from: { path: '^test/', pathNot: '^test/fast-check\\.ts$' },
      to: { path: '(^|/)fast-check/' },
    },
    {
      name: 'core-is-pure',
      comment:
        'files, network, process and clock belong to commands, transports and servers, so that the rest runs anywhere',
      severity: 'error',
      from: { path: '^(src|generated)/', pathNot: OUTSIDE_WORLD },
      to: { dependencyTypes: ['core'], path: CORE_OF_THE_OUTSIDE_WORLD },
    },
    {
      name: 'generated-imports-runtime-types',
      comment: 'generated code is data over one small runtime; only types, so that skew fails the compiler',
      severity: 'error',
      from: { path: '^generated/' },
      to: {
        path: '^(src|scripts|test|bench)/',
        pathNot: '^src/specwright/(runtime/|openapi/operation\\.ts$|base/json\\.ts$)',
      },
    },
    {
      name: 'client-imports-runtime',
      comment: 'all that the client takes from specwright becomes part of its own build',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '^src/client/cli/' },
      to: { path: '^(src|scripts|spec)/', pathNot: '^src/(client/|specwright/(runtime|base)/)' },
    },
    {
      name: 'client-command-imports-frame',
      comment: 'the command line is the frame of specwright around the client',
      severity: 'error',
      from: { path: '^src/client/cli/' },
      to: {
        path: '^(src|scripts|spec)/',
        pathNot: '^src/(client/|specwright/(runtime|base|cli/frame)/|specwright/cli/index\\.ts$)',
      },
    },
    {
      name: 'client-imports-openapi-fetch-alone',
      comment: 'who installs the client installs one package more',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '^src/client/(otel|undici)\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/openapi-fetch' },
    },
    {
      name: 'client-runs-everywhere',
      comment: 'the client runs on edge runtimes: no Node-only import',
      severity: 'error',
      from: { path: '^src/(client/|specwright/(runtime|base)/)', pathNot: '^src/client/(cli/|undici\\.ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'testing-imports-entries',
      comment:
        'testing depends on the package specwright: what an entry does not export, its users could not have either',
      severity: 'error',
      from: { path: '^src/testing/' },
      to: { path: SPECWRIGHT, pathNot: ENTRIES_OF_SPECWRIGHT },
    },
    {
      name: 'testing-imports-no-client',
      comment: 'the sandbox and the contract suite prove a server, with or without this client',
      severity: 'error',
      from: { path: '^src/testing/' },
      to: { path: '^(src/client|scripts|spec)/' },
    },
    {
      name: 'scripts-use-public-parts',
      comment: 'recipes call specwright as a stranger would',
      severity: 'error',
      from: { path: '^scripts/[^/]+\\.ts$' },
      to: { path: SPECWRIGHT, pathNot: ENTRIES_OF_SPECWRIGHT },
    },
    {
      name: 'one-importer-of-the-second-converter',
      comment: 'the second, independent converter only checks the first one',
      severity: 'error',
      from: { pathNot: '^(scripts|bench)/' },
      to: { path: 'node_modules/(@readme/)?postman-to-openapi' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'tests and benchmarks are at the end of the flow',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      comment: 'what users install must not need what we build with',
      severity: 'error',
      from: { path: '^(src|generated)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only', 'npm', 'npm-peer'],
      },
    },
    {
      name: 'no-unresolved',
      comment: 'an import that leads nowhere escapes every other rule',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // A package of the workspace is followed to its sources; others are the end of the road.
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@specwright/source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
    exclude: { path: '(^|/)(dist|coverage|reports)/|^test/.*fixtures/' },
  },
};
