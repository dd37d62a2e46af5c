import { command, controlAccess, EXIT_CODE, UsageError } from 'specwright/cli';
import type { SandboxOptions } from '../sandbox/options.ts';
import { checkRules } from '../sandbox/rules.ts';
import { listFaults, listRules, printSeed } from './sandbox/lists.ts';
import { SANDBOX_OPTIONS, type SandboxValues } from './sandbox/sandbox-options.ts';
import { serve } from './sandbox/serve.ts';

export const sandbox = command({
  about: `A sandbox of a tenant of the Task Routing API. It answers on this machine until Ctrl-C.
The address and credentials go to stdout as NAME=value lines.`,
  operands: {},
  options: SANDBOX_OPTIONS,
  async run(wanted, io) {
    if (wanted.watch && wanted.seed === undefined) throw new UsageError('--watch needs --seed FILE.');
    if (wanted.strict && wanted.lenient) throw new UsageError('Give --strict or --lenient, not both.');
    const list = listOf(wanted);
    if (list === undefined) return serve(wanted, sandboxOptions(wanted), io);
    io.stdout.write(list);
    return EXIT_CODE.fine;
  },
});

function listOf(wanted: SandboxValues): string | undefined {
  if (wanted.listFaults) return listFaults();
  if (wanted.listRules) return listRules();
  return wanted.printSeed ? printSeed() : undefined;
}

function sandboxOptions(wanted: SandboxValues): SandboxOptions {
  const { latency, rateLimit, tokenLifetime, maxTasks, randomSeed, autopilot } = wanted;
  return {
    rules: readRules(wanted.rule),
    strictness: wanted.strict ? 'strict' : wanted.lenient ? 'lenient' : 'default',
    control: controlAccess(wanted),
    faults: wanted.fault,
    autopilot,
    ...(latency !== undefined && { latency }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...(tokenLifetime !== undefined && { tokenLifetime }),
    ...(maxTasks !== undefined && { maxTasks }),
    ...(randomSeed !== undefined && { randomSeed }),
  };
}

function readRules(pairs: readonly string[]): ReturnType<typeof checkRules> {
  const entries = pairs.map((pair) => {
    const [, name, setting] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (name === undefined) throw new UsageError(`--rule takes NAME=VALUE, not ${JSON.stringify(pair)}.`);
    return [name, setting];
  });
  try {
    return checkRules(Object.fromEntries(entries));
  } catch (error) {
    throw error instanceof Error ? new UsageError(`--rule: ${error.message}`) : error;
  }
}
