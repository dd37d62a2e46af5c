import { printableMessage } from '../base/text.ts';

/** Writes to stdout and waits until it is taken, so that a pipe gets all of it. */
export function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A sentence for people, on a line of its own. */
export function tell(sentence: string): void {
  process.stderr.write(`${printableMessage(sentence)}\n`);
}

/** A reader that closed the pipe (`| head`) has what it wanted: no error, no stack trace. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(process.exitCode ?? 0);
    });
  }
}
