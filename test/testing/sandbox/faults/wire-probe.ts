import { once } from 'node:events';
import { connect } from 'node:net';
import { Caller } from '../caller.ts';
import { repeatable } from './probe.ts';

/** The bytes of a few answers, as text; dates taken out. */
export async function wireProbe(faults: readonly string[]): Promise<string[]> {
  await using sandbox = repeatable(faults);
  const { port } = await sandbox.listen();
  const { token } = await Caller.of(sandbox);
  const task = '/taskroutingapi/v1/task/SF-00T-1001?external=true';
  const answers = [];
  for (const method of ['GET', 'HEAD', 'DELETE']) answers.push(await exchange(port, method, task, token));
  return answers;
}

async function exchange(port: number, method: string, path: string, token: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
  });
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
  );
  await once(socket, 'close');
  return text.replace(/^Date: .*\r\n/m, '');
}
