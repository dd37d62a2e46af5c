import { inspect } from 'node:util';
import { objectAt, ownString, type JsonObject } from '../../base/json.ts';
import { packageName } from '../../emit/client-description.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import { describeOpenApi } from '../../openapi/describe.ts';
import { groupNames, methodNames } from '../../openapi/names.ts';
import { sampleInput } from '../../openapi/sample-input.ts';
import { describeSecuritySchemes } from '../../openapi/security-schemes.ts';
import manifest from '../../package.json' with { type: 'json' };

/** What a project is made for. */
export interface ProjectFacts {
  readonly document: JsonObject;
  /** Path of the collection or document in the project. */
  readonly source: string;
}

/** The files of a new project that people may edit, all but its source. */
export function projectFiles({ document, source }: ProjectFacts): readonly OutputFile[] {
  const title = oneLine(ownString(objectAt(document, 'info'), 'title') ?? '') || 'API';
  const name = packageName(title);
  return [
    { path: 'specwright.json', content: settings(source, name, isLarge(document)) },
    { path: 'spec/overlay.yaml', content: OVERLAY },
    { path: 'src/index.ts', content: INDEX },
    { path: 'test/contract.test.ts', content: CONTRACT_TEST },
    { path: 'package.json', content: packageJson(title, name) },
    { path: 'tsconfig.json', content: TSCONFIG },
    { path: '.gitignore', content: 'node_modules/\n' },
    { path: 'README.md', content: readme(document, title, source) },
    { path: '.github/workflows/contract.yml', content: WORKFLOW },
  ];
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Foreign text inside a line of Markdown. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}\p{Surrogate}]+/gu, ' ')
    .replaceAll(/[<>[\]`|*_\\]/g, '')
    .trim()
    .slice(0, 100);
}

/** More methods than these on one object are hard to find, and few applications need them all. */
const MOST_METHODS = 100;

function isLarge(document: JsonObject): boolean {
  const operations = describeOpenApi(document);
  return operations.length > MOST_METHODS && groupNames(document, operations).size > 0;
}

function settings(source: string, name: string, isGrouped: boolean): string {
  const schema = './node_modules/specwright/dist/project.schema.json';
  return json({
    $schema: schema,
    source,
    overlay: 'spec/overlay.yaml',
    out: 'generated',
    name,
    clientVersion: '0.1.0',
    ...(isGrouped && { groupBy: 'tag' }),
  });
}

function packageJson(title: string, name: string): string {
  return json({
    name,
    version: '0.1.0',
    private: true,
    description: `Client of ${title}`,
    type: 'module',
    sideEffects: false,
    engines: manifest.engines,
    exports: { '.': './src/index.ts' },
    scripts: {
      generate: 'specwright generate',
      'generate:check': 'specwright generate --check',
      bump: 'specwright bump',
      sandbox: 'specwright sandbox generated/openapi.json',
      verify: 'specwright verify --spec generated/openapi.json',
      typecheck: 'tsc --noEmit',
      test: 'vitest run',
    },
    dependencies: { 'openapi-fetch': manifest.dependencies['openapi-fetch'] },
    devDependencies: {
      '@types/node': '^20',
      specwright: `^${manifest.version}`,
      typescript: manifest.dependencies.typescript,
      vitest: '~4.1.0',
    },
  });
}

const OVERLAY = `# Corrections of what the source gets wrong or leaves out: an OpenAPI Overlay
# (https://spec.openapis.org/overlay/v1.0.0.html), applied last. An action that matches nothing is an error.
#
# actions:
#   - target: $.paths['/orders'].get
#     description: The source has no name for it that suits code.
#     update:
#       operationId: listOrders
overlay: 1.0.0
info:
  title: Corrections
  version: 1.0.0
actions: []
`;

const INDEX = `/** What this package offers: edit it freely, \`specwright generate\` does not touch it. */
export * from '../generated/client.ts';
export type { components, paths } from '../generated/types.ts';
export {
  AbortedError,
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  memoryTokenStore,
  NotFoundError,
  openTelemetryHooks,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedResponseError,
  type Hooks,
  type Logger,
  type Result,
  type TokenStore,
} from '../generated/runtime.js';
`;

const CONTRACT_TEST = `import { readFileSync } from 'node:fs';
import { clientTests, contractTests } from 'specwright/contract';
import { createSandbox } from 'specwright/sandbox';
import { describe, test, vi } from 'vitest';
import { createClient } from '../src/index.ts';

const document = JSON.parse(readFileSync(new URL('../generated/openapi.json', import.meta.url), 'utf8'));
const hasOperations = Object.keys(document.paths ?? {}).length > 0;
// The first call loads the validators, which takes a busy machine a while.
vi.setConfig({ testTimeout: 60_000 });

describe.runIf(hasOperations)('every operation of the client, against the sandbox', () => {
  const sandbox = hasOperations ? createSandbox({ document }) : undefined;
  if (!sandbox) return;
  clientTests({
    document,
    connect: (auth) => createClient({ baseUrl: sandbox.url, fetch: sandbox.fetch, auth }),
    arrived: () => sandbox.control.requests()[0],
    test,
  });
});

/**
 * Set API_URL to hold a real server against the contract, directly and through the client; only operations that read
 * are called. API_AUTH holds credentials by security scheme, as JSON: a token or key, "user:password", or
 * "clientId:clientSecret".
 */
const target = process.env['API_URL'];
const secrets = JSON.parse(process.env['API_AUTH'] ?? '{}');
describe.runIf(target)('the contract, at API_URL', () => {
  if (target === undefined) return;
  contractTests({ document, target, auth: secrets, mode: 'read-only', test });
  clientTests({
    document,
    secrets,
    reading: true,
    connect: (auth) => createClient({ baseUrl: target, auth, validate: { responses: 'throw' } }),
    test,
  });
});

test.skipIf(hasOperations)('the document has no operations yet', () => {});
`;

const TSCONFIG = json({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable', 'esnext.disposable'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  // Generated files are compiled as far as these use them.
  include: ['src', 'test'],
});

const WORKFLOW = `name: contract
on: [push, pull_request]
permissions:
  contents: read
jobs:
  contract:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install
      - run: npm run generate:check
      - run: npm run typecheck
      - run: npm test
`;

/** A value as TypeScript: nothing is left out. */
const INSPECT = {
  depth: null,
  breakLength: 100,
  maxArrayLength: null,
  maxStringLength: null,
} as const;

function readme(document: JsonObject, title: string, source: string): string {
  const operations = describeOpenApi(document);
  const names = methodNames(operations);
  const shown = operations.find(({ method }) => method === 'GET') ?? operations[0];
  const input = shown && sampleInput(document, shown);
  const args = input && Object.keys(input).length > 0 ? inspect(input, INSPECT) : '';
  const schemes = describeSecuritySchemes(document);
  const [scheme] = schemes;
  const auth = scheme ? `\n  auth: { ${JSON.stringify(scheme.name)}: process.env['API_TOKEN'] ?? '' },` : '';
  const group = shown && isLarge(document) ? groupNames(document, operations).get(shown.id) : undefined;
  const method = [group, shown && (names.get(shown.id) ?? shown.id)].filter(Boolean).join('.');
  const call = shown ? `const result = await client.${method}(${args});\n` : '';
  return `# ${title}

A typed client, a sandbox and contract tests, made by [specwright](https://www.npmjs.com/package/specwright).

\`\`\`ts
import { createClient } from './src/index.ts';

const client = createClient({
  baseUrl: 'https://api.example.com',${auth}
});
${call.replaceAll('```', '')}\`\`\`

\`client.x()\` throws an error, \`client.safe.x()\` returns one, \`client.x().withMeta()\` adds the raw reply. The client
retries what can be repeated, keeps deadlines, checks requests before they are sent, and shows no credential in any message.

| command | what it does |
| --- | --- |
| \`npm test\` | calls each of the ${String(operations.length)} operations at the sandbox; with \`API_URL\` (and \`API_AUTH\`) it checks a real server too |
| \`npm run sandbox\` | serves the API on this machine |
| \`npm run verify -- --target URL\` | checks a server against the contract |
| \`npm run generate\` | writes \`generated/\` again, after a change of \`${source}\` or \`spec/overlay.yaml\` |
| \`npm run generate:check\` | fails where \`generated/\` is stale |
| \`npm run bump -- FROM\` | takes over a new version: what changed, what breaks callers, the contract run, and the next version |

Never edit \`generated/\`. Correct the source in \`spec/overlay.yaml\`; settings are in \`specwright.json\`.
`;
}
