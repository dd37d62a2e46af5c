/** Wrong usage or unusable input: told in one sentence on stderr, exit code 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Stable, for programs. */
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}
