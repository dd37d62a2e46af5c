import { stringify } from 'yaml';
import { annotate } from '../../convert/report/annotate.ts';
import { buildReport } from '../../convert/report/report.ts';
import { convertCollection, type Conversion } from '../../convert/convert-collection.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import { exitCode } from '../exit-code.ts';
import { readInput } from '../read-input.ts';
import { readSettings } from '../read-settings.ts';
import { readStructured } from '../read-structured.ts';
import { writeOut } from '../streams.ts';
import { tellProblems } from '../tell-problems.ts';
import { writeWhole } from '../write-files.ts';
import { CONVERT_USAGE, parseConvertArguments, type ConvertArguments } from './arguments.ts';

/** `npm run convert`: a collection in, an OpenAPI document out. */
export async function convertCommand(args: readonly string[]): Promise<number> {
  const wanted = parseConvertArguments(args);
  if (wanted === undefined) {
    await writeOut(CONVERT_USAGE);
    return exitCode.fine;
  }
  const conversion = await convertInput(wanted);
  const document = wanted.annotate ? annotate(conversion) : conversion.value;
  await writeDocument(print(document, wanted.format), wanted.out);
  if (wanted.report !== undefined) {
    await writeWhole(wanted.report, `${JSON.stringify(buildReport(conversion), null, 2)}\n`);
  }
  tellProblems(conversion.problems);
  return conversion.problems.some(({ severity }) => severity === 'error') ? exitCode.findings : exitCode.fine;
}

async function convertInput({ input, overlay, settings }: ConvertArguments): Promise<Conversion> {
  const bytes = await readInput(input);
  return convertCollection(bytes, {
    ...(settings !== undefined && { settings: await readSettings(settings) }),
    ...(overlay !== undefined && { overlay: await readStructured(overlay) }),
  });
}

function print(document: OpenApiDocument, format: 'json' | 'yaml'): string {
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
}

async function writeDocument(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) await writeOut(text);
  else await writeWhole(out, text);
}
