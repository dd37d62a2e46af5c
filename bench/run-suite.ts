/** Runs one suite and hands its report to the parent process. */
import { SUITES } from './registry.ts';

const [name = '', options = '{}'] = process.argv.slice(2);
const load = SUITES[name];
if (load === undefined || process.send === undefined)
  throw new Error(`no suite "${name}", or no parent process`);
const suite = await load();
process.send(await suite.run(JSON.parse(options)), () => process.exit(0));
