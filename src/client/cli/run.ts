import { exitCode, UsageError, type Command, type Io } from './command.ts';

/** Every command; its module is loaded when it is called, so that help and errors come at once. */
const commands: readonly Command[] = [
  { name: 'queue', summary: 'queue one task, or many from a file', load: () => import('./queue.ts') },
  { name: 'query', summary: 'show the state of a task', load: () => import('./query.ts') },
  {
    name: 'update',
    summary: 'change priority or service of a queued task',
    load: () => import('./update.ts'),
  },
  { name: 'cancel', summary: 'cancel a task', load: () => import('./cancel.ts') },
  {
    name: 'cancel-service',
    summary: 'cancel every queued task of a service',
    load: () => import('./cancel-service.ts'),
  },
  { name: 'token', summary: 'check credentials, privilege and feature', load: () => import('./token.ts') },
  {
    name: 'sandbox',
    summary: 'run a stand-in for a tenant on this machine',
    load: () => import('./sandbox.ts'),
  },
  { name: 'verify', summary: 'check a server against the contract', load: () => import('./verify.ts') },
];

const environment = `Environment:
  BPCC_TENANT_URL      host of the tenant, like https://example.brightpattern.com
  BPCC_CLIENT_ID       username of the user that the calls are made for
  BPCC_CLIENT_SECRET   API secret of that user
  BPCC_SCOPE           scope of the token (default: the host)`;

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
  return `Usage: bpcc-task-routing <command> [options]\n\nCommands:\n${list}\n\n${environment}\n\nMore on one: bpcc-task-routing <command> --help\n`;
}

/** What `util.parseArgs` throws for arguments it does not know. */
function isParseError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

async function runCommand(command: Command, args: string[], io: Io): Promise<number> {
  try {
    const { run } = await command.load();
    return await run(args, io);
  } catch (error) {
    if (!(error instanceof UsageError) && !isParseError(error)) throw error;
    io.stderr.write(`${command.name}: ${error.message}\nTry: bpcc-task-routing ${command.name} --help\n`);
    return exitCode.usage;
  }
}

/** Finds the command and runs it. @returns the exit code */
export async function main(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.stderr : io.stdout).write(help());
    return name === undefined ? exitCode.usage : exitCode.fine;
  }
  const command = commands.find((one) => one.name === name);
  if (command) return runCommand(command, rest, io);
  const known = commands.map((one) => one.name).join(', ');
  io.stderr.write(`There is no command ${JSON.stringify(name)}. Commands: ${known}.\n`);
  return exitCode.usage;
}
