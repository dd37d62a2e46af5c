import { client } from '../../src/client/cli/program.ts';
import { runProgram, type Program } from '../../src/specwright/cli/frame/program.ts';
import { specwright } from '../../src/specwright/cli/program.ts';
import { testing } from '../../src/testing/cli/program.ts';
import { fence } from './markdown.ts';

const PROGRAMS: readonly Program[] = [specwright, client, testing];

/** What `--help` says, of every program and every command. */
export async function commandPage(): Promise<string> {
  const sections: string[] = [];
  for (const program of PROGRAMS) {
    sections.push(`## ${program.name}`, fence('text', await output(program, ['--help'])));
    for (const name of Object.keys(program.commands)) {
      sections.push(`### ${program.name} ${name}`, fence('text', await output(program, [name, '--help'])));
    }
  }
  return `# Commands\n\n${sections.join('\n\n')}`;
}

async function output(program: Program, args: readonly string[]): Promise<string> {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) };
  await runProgram(program, args, {
    env: {},
    stdout: stream,
    stderr: stream,
    stdin: (async function* () {})(),
    signal: new AbortController().signal,
    fetch,
  });
  return written.join('').trimEnd();
}
