/** Where a block is in its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface HeadingBlock extends Span {
  readonly kind: 'heading';
  /** 1 to 6; 7 for a paragraph that is one bold text. */
  readonly level: number;
  readonly text: string;
}

interface ParagraphBlock extends Span {
  readonly kind: 'paragraph';
  /** Markdown as written. */
  readonly text: string;
}

export interface TableBlock extends Span {
  readonly kind: 'table';
  /** Cells as Markdown; line breaks in a cell are newlines. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ListEntry {
  /** Markdown of the entry without its nested lists. */
  readonly text: string;
  readonly entries: readonly ListEntry[];
}

interface ListBlock extends Span {
  readonly kind: 'list';
  readonly entries: readonly ListEntry[];
}

interface CodeBlock extends Span {
  readonly kind: 'code';
  readonly language: string;
  readonly text: string;
}

export type Block = HeadingBlock | ParagraphBlock | TableBlock | ListBlock | CodeBlock;
