import type { OutputFile } from './output-file.ts';

/** `README.md` of the output folder: says where to fix what is wrong in it. */
export function emitReadme(standalone: boolean): OutputFile {
  return {
    path: 'README.md',
    content: standalone
      ? TEXT.replace(MANIFEST_ROW, RUNTIME_ROW + MANIFEST_ROW).replace(SOURCES, SOURCES_OF_PROJECT)
      : TEXT,
  };
}

const RUNTIME_ROW =
  '| `runtime*.js`, `runtime.d.ts` | what the client runs on: credentials, retries, deadlines, errors, validation | specwright |\n';
const MANIFEST_ROW = '| `manifest.json` |';

const SOURCES = `- a fact of the API (field, limit, status, sample): \`collection.json\`
- a fact that no collection can state: \`overlay.yaml\`
- server, version, component names, lint severities: \`pipeline.json\``;
const SOURCES_OF_PROJECT = `- a fact of the API (field, limit, status, sample): its source in \`spec/\`, or \`spec/overlay.yaml\`
- name and version of the client, idempotency header, server, component names: \`specwright.json\``;

const TEXT = `# Generated

\`specwright generate\` writes every file here; it overwrites other edits, and \`specwright generate --check\` reports them.

| file | what it is | made by |
| --- | --- | --- |
| \`openapi.json\` | the OpenAPI 3.1 document | specwright |
| \`types.ts\` | its types | openapi-typescript |
| \`validators.js\`, \`validators.d.ts\` | one function per request body and response, compiled ahead, without imports | ajv |
| \`schemas.ts\` | the same schemas as data, for a runtime that says in sentences what is wrong | specwright |
| \`operations.ts\` | operations as data: parameters, statuses, error codes, security | specwright |
| \`client.ts\` | the client: one typed method per operation | specwright |
| \`manifest.json\` | hashes of the sources and of the files here, versions of specwright and of the packages it uses | specwright |

Something is wrong? Fix it at its source and generate again:

${SOURCES}
- the way specwright reads or writes facts: report it to specwright
`;
