import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../base/json.ts';
import { isLoopbackHost } from '../base/http.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/document/create-sandbox.ts';
import { command } from './frame/command.ts';
import { CommandError, UsageError } from './frame/command-error.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, type Io } from './frame/io.ts';
import { optional } from './frame/operand.ts';
import { flag, text, texts, type Values } from './frame/option.ts';
import { readProjectSettings, SETTINGS_FILE } from './project/project-settings.ts';
import { readStructured } from './read-structured.ts';
import { explainLines } from './sandbox/explain-lines.ts';
import { faultLines } from './sandbox/fault-lines.ts';
import { followFile } from './sandbox/follow-file.ts';
import { controlAccess, madeSandbox, serveSandbox } from './sandbox/serve-sandbox.ts';
import { SERVER_OPTIONS } from './sandbox/server-options.ts';
import { readAccess } from './verify/read-access.ts';
import { readDocument } from './verify/read-document.ts';

const OPTIONS = {
  ...SERVER_OPTIONS,
  seed: text('FILE', 'records to start with, by collection: {"/users": [{"id": "u1"}]}'),
  auth: texts(
    'SCHEME=env:VAR',
    'what callers must bring for a security scheme, as of verify; without it, whatever has the form of a credential will do; may be repeated',
  ),
  watch: flag(
    'serve SPEC anew whenever it changes, with the records that there are, and start anew from the file of --seed whenever that changes',
  ),
  explain: flag('show what was inferred for each operation, and why, and end'),
};

export const sandbox = command({
  about: `Serves an OpenAPI document on this machine until Ctrl-C: checks credentials and requests, keeps what
is created, and answers as documented. SPEC is a file (JSON or YAML) or an https address; without it,
the document of the project whose ${SETTINGS_FILE} is in this folder. The address goes to stdout.`,
  operands: { spec: optional('SPEC') },
  options: OPTIONS,
  async run({ spec: given, ...wanted }, io) {
    const settings = existsSync(SETTINGS_FILE) ? await readProjectSettings(SETTINGS_FILE) : undefined;
    const spec = given ?? (settings && join(settings.out, 'openapi.json'));
    if (spec === undefined) throw new UsageError('Name the OpenAPI document to serve.');
    const { document, files } = await readDocument(spec, io);
    if (wanted.watch && files.length === 0 && wanted.seed === undefined)
      throw new UsageError('--watch needs a file: a document on this machine, or --seed FILE.');
    const records = wanted.seed === undefined ? undefined : await readSeed(wanted.seed);
    const served = madeSandbox(() =>
      createSandbox({
        ...optionsOf(document, wanted),
        credentials: readAccess({ auth: wanted.auth, header: [] }, io).auth ?? {},
        ...(settings?.resources !== undefined && { resources: settings.resources }),
        ...(records !== undefined && { records }),
      }),
    );
    const shown = wanted.explain ? explainLines(served.control.explain()) : undefined;
    const list = shown ?? (wanted.listFaults ? faultLines(served.control.allFaults()) : undefined);
    if (list === undefined) return serve(served, { spec, files }, wanted, io);
    io.stdout.write(list);
    return EXIT_CODE.fine;
  },
});

type Wanted = Values<typeof OPTIONS>;

function optionsOf(document: JsonObject, wanted: Wanted): SandboxOptions {
  const { latency, rateLimit, randomSeed, fault } = wanted;
  return {
    document,
    control: controlAccess(wanted),
    faults: fault,
    ...(latency !== undefined && { latency }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...(randomSeed !== undefined && { seed: randomSeed }),
  };
}

async function readSeed(file: string): Promise<NonNullable<SandboxOptions['records']>> {
  const seed = await readStructured(file);
  if (isObject(seed) && Object.values(seed).every(Array.isArray)) {
    return Object.fromEntries(
      Object.entries(seed).map(([name, list]) => [name, Array.isArray(list) ? list.filter(isObject) : []]),
    );
  }
  const wanted = 'expected an object with a list of records for each collection';
  throw new CommandError('seed-invalid', `Cannot use ${file}: ${wanted}.`);
}

async function serve(
  served: Sandbox,
  { spec, files }: { readonly spec: string; readonly files: readonly string[] },
  wanted: Wanted,
  io: Io,
): Promise<number> {
  const stops: (() => void)[] = [];
  const announce = (url: string): void => {
    io.stdout.write(`${url}\n`);
    tell(io, `Sandbox of ${spec}.${wanted.noControl ? '' : ` Live page: ${url}/`}`);
    if (!isLoopbackHost(wanted.host)) tell(io, 'Other machines can reach it.');
    tell(io, 'Ctrl-C ends it.');
    const { seed } = wanted;
    if (!wanted.watch) return;
    const reload = async (): Promise<string> => {
      served.replaceDocument((await readDocument(spec, io)).document);
      const operations = served.control.explain().length;
      const records = Object.values(served.control.state().collections).reduce((sum, one) => sum + one, 0);
      return `The document changed: ${operations} operations are served, records kept: ${records}.`;
    };
    stops.push(...files.map((file) => followFile(file, 'The document', reload, io)));
    if (seed === undefined) return;
    const reseed = async (): Promise<string> => {
      served.control.reset(await readSeed(seed));
      return 'The seed changed: started anew.';
    };
    stops.push(followFile(seed, 'The seed', reseed, io));
  };
  try {
    return await serveSandbox(served, wanted, announce, io);
  } finally {
    for (const stop of stops) stop();
  }
}
