/** Parts that are loaded when first needed are chunks of their own: here they count apart. */
const lazyPartsApart = {
  name: 'lazy-parts-apart',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

const withoutLazyParts = (config) => ({ ...config, plugins: [...(config.plugins ?? []), lazyPartsApart] });

/** What a command loads before it knows which of its subcommands is wanted; packages of others count too. */
const commandStart = (name, path) => ({
  name: `${name}: the start of its command`,
  path,
  limit: '6 kB',
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...withoutLazyParts(config), platform: 'node', format: 'esm' }),
});

export default [
  {
    name: 'bpcc-task-routing: core, as an application imports it',
    path: 'src/client/dist/index.js',
    import: '{ createTaskRoutingClient }',
    limit: '7 kB',
    gzip: true,
    modifyEsbuildConfig: withoutLazyParts,
  },
  {
    name: 'bpcc-task-routing: with everything it may load later (validators, explanations)',
    path: 'src/client/dist/index.js',
    limit: '26.7 kB',
    gzip: true,
  },
  commandStart('bpcc-task-routing', 'src/client/dist/cli.js'),
  commandStart('bpcc-task-routing-testing', 'src/testing/dist/cli.js'),
  commandStart('specwright', 'src/specwright/dist/cli.js'),
];
