/** Unusable input: the frame prints one sentence on stderr, and the exit code is 2. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  /** Stable, for programs. */
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** Wrong usage: the sentence is followed by where to find help. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';

  constructor(sentence: string) {
    super('usage', sentence);
  }
}
