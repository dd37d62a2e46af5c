import { jsonText } from '../base/text.ts';
import { describeOpenApi } from '../openapi/describe.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { writeYaml } from '../openapi/write-yaml.ts';
import { annotate } from '../convert/report/annotate.ts';
import { buildReport } from '../convert/report/report.ts';
import { counted } from '../report/words.ts';
import { convertInput } from './convert-input.ts';
import { command } from './frame/command.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell } from './frame/io.ts';
import { required } from './frame/operand.ts';
import { choice, flag, text } from './frame/option.ts';
import { writeWhole } from './frame/write-files.ts';
import { readCollection } from './read-collection.ts';
import { tellProblems } from './tell-problems.ts';

export const convert = command({
  about: `INPUT is a Postman collection (v1, v2.0, v2.1, a Documenter export, or the folder of v3), an
OpenCollection (one file, or the folder that Bruno keeps), an OpenAPI document (3.0 to 3.2), or -
for stdin.
The OpenAPI 3.1 document goes to stdout, problems go to stderr.`,
  operands: { input: required('INPUT', 'Name the collection to convert, or - for stdin.') },
  options: {
    out: text('FILE', 'write the document there instead'),
    format: choice(['json', 'yaml'], 'default: json, or yaml where --out ends in .yaml or .yml'),
    environment: text('FILE', 'take values of variables from this environment, secrets left out'),
    overlay: text('FILE', 'apply an OpenAPI Overlay (JSON or YAML)'),
    settings: text('FILE', 'servers, version, names of schemas, lint severities (like spec/pipeline.json)'),
    report: text('FILE', 'write every problem, and where each fact came from, as JSON'),
    annotate: flag('keep the origin of each fact in the document, as x-origin'),
  },
  async run({ input, out, format, report, ...wanted }, io) {
    const conversion = await convertInput(input, await readCollection(input, io), wanted);
    const document = wanted.annotate ? annotate(conversion) : conversion.value;
    const printed = print(document, format ?? (/\.ya?ml$/i.test(out ?? '') ? 'yaml' : 'json'));
    if (out === undefined) io.stdout.write(printed);
    else {
      await writeWhole(out, printed);
      tell(io, `${out} has ${counted(describeOpenApi(document).length, 'operation')}.`);
    }
    if (report !== undefined) {
      await writeWhole(report, `${jsonText(buildReport(conversion))}\n`);
    }
    tellProblems(conversion.problems, io);
    return conversion.problems.some(({ severity }) => severity === 'error')
      ? EXIT_CODE.findings
      : EXIT_CODE.fine;
  },
});

function print(document: OpenApiDocument, format: 'json' | 'yaml'): string {
  if (format === 'json') return `${jsonText(document)}\n`;
  return writeYaml(document);
}
