import process from 'node:process';
import { runCorpus } from './corpus/run.ts';

process.exitCode = await runCorpus(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
