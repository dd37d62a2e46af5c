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

export default [
  {
    name: 'client core, as an application imports it, openapi-fetch inside',
    path: 'src/client/dist/index.js',
    import: '{ createTaskRoutingClient }',
    limit: '8 kB',
    gzip: true,
    modifyEsbuildConfig: withoutLazyParts,
  },
  {
    name: 'client with everything it may load later (validators, explanations)',
    path: 'src/client/dist/index.js',
    limit: '24 kB',
    gzip: true,
  },
];
