/** Packages that the benchmarks compare with. Each is installed into a folder of its own, below `bench/peers/`. */
export interface PeerSpec {
  /** Name on the npm registry. */
  readonly package: string;
  /** Exact version: results are only comparable with the same peers. */
  readonly version: string;
  /** What it needs and does not declare. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Shown where the version is not the newest. */
  readonly why?: string;
}

const NODE_20 = 'the newest that declares Node 20';

export const PEERS = {
  'postman-to-openapi': { package: 'postman-to-openapi', version: '3.0.1' },
  postman2openapi: { package: 'postman2openapi', version: '1.2.1' },
  scalar: { package: '@scalar/postman-to-openapi', version: '0.7.14' },
  'openapi-fetch': { package: 'openapi-fetch', version: '0.17.0' },
  ky: { package: 'ky', version: '1.9.1', why: NODE_20 },
  axios: { package: 'axios', version: '1.21.1' },
  undici: { package: 'undici', version: '7.30.2', why: NODE_20 },
  zod: { package: 'zod', version: '4.6.7' },
  valibot: { package: 'valibot', version: '1.5.0' },
  prism: { package: '@stoplight/prism-cli', version: '5.14.2', why: NODE_20 },
  dredd: { package: 'dredd', version: '14.1.0' },
  portman: { package: '@apideck/portman', version: '1.33.0', needs: { tslib: '2.8.1' } },
  specmatic: { package: 'specmatic', version: '2.55.1' },
  redocly: { package: '@redocly/cli', version: '2.77.0' },
  'api-smart-diff': { package: 'api-smart-diff', version: '1.0.6' },
  'hey-api': {
    package: '@hey-api/openapi-ts',
    version: '0.95.0',
    needs: { typescript: '5.9.3' },
    why: NODE_20,
  },
  autocannon: { package: 'autocannon', version: '8.0.0' },
} satisfies Record<string, PeerSpec>;

export type PeerName = keyof typeof PEERS;
