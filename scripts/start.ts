import { runAsProcess, runProgram, specwright, tell } from 'specwright/cli';
import { testing } from '../src/testing/cli/program.ts';
import { travel } from './start/journey.ts';

const REPORT = 'reports/contract.html';

/** The main job: regenerate, call a sandbox through the generated client, verify the sandbox, say where the report is. */
await runAsProcess(async (_args, io) => {
  tell(io, '1. Regenerate generated/ from spec/');
  const generated = await runProgram(specwright, ['generate'], io);
  if (generated !== 0) return generated;
  tell(io, '\n2. Call the sandbox through the generated client, every request and reply validated');
  for (const { operation, outcome } of await travel()) tell(io, `   ${operation.padEnd(20)} ${outcome}`);
  tell(io, '\n3. Verify the sandbox against the contract');
  const verified = await runProgram(testing, ['verify', '--html', REPORT], io);
  tell(io, `\nReport: ${REPORT}`);
  return verified;
});
