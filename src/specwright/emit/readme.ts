import type { OutputFile } from './output-file.ts';

/** `README.md` of the output folder: says where to mend what is wrong in it. */
export function emitReadme(): OutputFile {
  return { path: 'README.md', content: TEXT };
}

const TEXT = `# Generated

\`npm run generate\` writes every file here; an edit by hand is lost and fails \`npm run generate -- --check\`.

| file | what it is | made by |
| --- | --- | --- |
| \`openapi.json\` | the OpenAPI 3.1 document | all stages |
| \`types.ts\` | its types | openapi-typescript |
| \`validators.js\`, \`validators.d.ts\` | one function per request body and response, compiled ahead, without imports | ajv |
| \`operations.ts\` | operations as data: parameters, statuses, error codes, security | \`src/specwright/emit/operations.ts\` |
| \`client-methods.ts\` | one typed function per operation over openapi-fetch | \`src/specwright/emit/client-methods.ts\` |
| \`manifest.json\` | hashes of the sources, the settings, the generator and the files here | \`src/specwright/emit/manifest.ts\` |

Something is wrong? Mend it where it comes from:

- a fact of the API (field, limit, status, sample): \`spec/collection.json\`
- a fact that no collection can state: \`spec/overlay.yaml\`
- server, version, component names, lint severities: \`spec/pipeline.json\`
- the way facts are read or written: the stage in \`src/specwright/convert/\`
`;
