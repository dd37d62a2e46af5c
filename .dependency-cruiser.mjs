const outsidePipeline = '^(src|generated|test|bench|scripts/(cli|diff)|scripts/[^/]+\\.ts$)';

/** The import rules of ARCHITECTURE.md, each with its reason. @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'data flows one way',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'leaves-import-nothing',
      comment: 'leaf types are shared by build time and run time, so they depend on neither',
      severity: 'error',
      from: { path: '^src/(json|operation|finding)\\.ts$' },
      to: { pathNot: '^src/(json|operation|finding)\\.ts$' },
    },
    {
      name: 'describe-imports-leaves',
      comment:
        'the OpenAPI reader is shared by the emit stage and verify --spec: it stands on leaf types alone',
      severity: 'error',
      from: { path: '^src/describe/' },
      to: { pathNot: '^src/(describe/|(json|operation|finding)\\.ts$)' },
    },
    {
      name: 'pipeline-is-pure',
      comment: 'stages are functions: files, network and process belong to scripts/cli',
      severity: 'error',
      from: { path: '^scripts/(pipeline|diff)/' },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|process|http|https|net|child_process|dns|tls|os|worker_threads)',
      },
    },
    {
      name: 'pipeline-imports-leaves',
      comment: 'the pipeline knows the leaf types and npm packages only',
      severity: 'error',
      from: { path: '^scripts/pipeline/' },
      to: { path: outsidePipeline, pathNot: '^src/(describe/|(json|operation|finding)\\.ts$)' },
    },
    {
      name: 'diff-imports-leaves',
      comment: 'the diff compares documents; it knows leaf types and npm packages only',
      severity: 'error',
      from: { path: '^scripts/diff/' },
      to: {
        path: '^(src|generated|test|bench|scripts/(cli|pipeline)|scripts/[^/]+\\.ts$)',
        pathNot: '^src/(json|operation|finding)\\.ts$',
      },
    },
    {
      name: 'stages-stand-alone',
      comment: 'a stage hands over a value; it never calls another stage',
      severity: 'error',
      from: { path: '^scripts/pipeline/([1-7]-[a-z]+)/' },
      to: { path: '^scripts/pipeline/[1-7]-[a-z]+/', pathNot: '^scripts/pipeline/$1/' },
    },
    {
      name: 'library-has-one-importer',
      comment: 'replacing the converter library touches one file',
      severity: 'error',
      from: { pathNot: '^(scripts/pipeline/4-convert/library\\.ts$|bench/)' },
      to: { path: 'node_modules/(@readme/)?postman-to-openapi' },
    },
    {
      name: 'generated-imports-operation',
      comment: 'generated code imports types alone, so that skew fails the compiler',
      severity: 'error',
      from: { path: '^generated/' },
      to: { path: '^(src|scripts|test|bench)/', pathNot: '^src/(operation|json)\\.ts$' },
    },
    {
      name: 'run-time-parts-stand-alone',
      comment: 'client, contract and sandbox never import each other',
      severity: 'error',
      from: { path: '^src/(client|contract|sandbox)/' },
      to: { path: '^src/(client|contract|sandbox|cli)/', pathNot: '^src/$1/' },
    },
    {
      name: 'run-time-never-imports-build-time',
      comment: 'scripts are not shipped',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(scripts|test|bench)/' },
    },
    {
      name: 'client-imports-openapi-fetch-alone',
      comment: 'the client entry stays small',
      severity: 'error',
      from: { path: '^src/(client/|index\\.ts$)' },
      to: { path: 'node_modules/', pathNot: 'node_modules/openapi-fetch' },
    },
    {
      name: 'client-runs-everywhere',
      comment: 'the client runs on edge runtimes: no Node-only import',
      severity: 'error',
      from: { path: '^src/(client/|index\\.ts$)' },
      to: { dependencyTypes: ['core'] },
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
      from: { path: '^(src|generated)/', pathNot: '\\.d\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
    exclude: { path: '^(dist|coverage|reports)/|^test/.*fixtures/' },
  },
};
