import { isLoopbackHost } from '../base/loopback.ts';
import { createSandbox } from '../sandbox/document/create-sandbox.ts';
import { command } from './frame/command.ts';
import { tell } from './frame/io.ts';
import { required } from './frame/operand.ts';
import { controlAccess, madeSandbox, serveSandbox } from './sandbox/serve-sandbox.ts';
import { SERVER_OPTIONS } from './sandbox/server-options.ts';
import { readDocument } from './verify/read-document.ts';

export const sandbox = command({
  about: `Serves an OpenAPI document on this machine until Ctrl-C: checks credentials and requests, and answers
as documented. SPEC is a file (JSON or YAML) or an https address. The address goes to stdout.`,
  operands: { spec: required('SPEC', 'Name the OpenAPI document to serve.') },
  options: SERVER_OPTIONS,
  async run({ spec, ...wanted }, io) {
    const { document } = await readDocument(spec, io);
    const { latency, randomSeed } = wanted;
    const served = madeSandbox(() =>
      createSandbox({
        document,
        control: controlAccess(wanted),
        ...(latency !== undefined && { latency }),
        ...(randomSeed !== undefined && { seed: randomSeed }),
      }),
    );
    const announce = (url: string): void => {
      io.stdout.write(`${url}\n`);
      tell(io, `Sandbox of ${spec}.${wanted.noControl ? '' : ` Live page: ${url}/`}`);
      if (!isLoopbackHost(wanted.host)) tell(io, 'Other machines can reach it.');
      tell(io, 'Ctrl-C ends it.');
    };
    return serveSandbox(served, wanted, announce, io);
  },
});
