import { runProgram } from '../src/specwright/cli/frame/program.ts';
import { program } from '../src/testing/cli/program.ts';
import { generateCommand } from '../src/specwright/cli/generate/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';
import { tell } from '../src/specwright/cli/streams.ts';
import { travel } from './start/journey.ts';

const REPORT = 'reports/contract.html';

/** The main job: regenerate, call a sandbox through the generated client, verify the sandbox, say where the report lies. */
async function startCommand(): Promise<number> {
  tell('1. Regenerate generated/ from spec/');
  const generated = await generateCommand([]);
  if (generated !== 0) return generated;
  tell('\n2. Call the sandbox through the generated client, every request and reply validated');
  for (const { operation, outcome } of await travel()) tell(`   ${operation.padEnd(20)} ${outcome}`);
  tell('\n3. Verify the sandbox against the contract');
  const verified = await runProgram(program, ['verify', '--html', REPORT], {
    env: {},
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    signal: new AbortController().signal,
  });
  tell(`\nReport: ${REPORT}`);
  return verified;
}

await runCommand(startCommand);
