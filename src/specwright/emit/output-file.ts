/** A file to be written, path relative to the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
}
