/** A row of CSV, with the number of the line it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [',', ';', '\t'];

/** Longest header or cell: a longer one is not a part of a task, and must not fill the memory. */
const LONGEST = 4 * 1024 * 1024;

/**
 * Reads CSV as RFC 4180 has it: quoted cells may hold separators, doubled quotes and line ends. Spreadsheets write
 * semicolons or tabs too, and end lines with CR, LF or both: the first line decides on the separator. Takes the text
 * in pieces of any size and holds one row in memory.
 */
export async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let reader: RowReader | undefined;
  let head = '';
  for await (const piece of pieces) {
    if (reader !== undefined) yield* reader.read(piece);
    else {
      head += piece;
      if (!/[\r\n]/.test(head) && head.length < LONGEST) continue;
      reader = new RowReader(separatorOf(head));
      yield* reader.read(head);
    }
  }
  if (reader === undefined) {
    reader = new RowReader(separatorOf(head));
    yield* reader.read(head);
  }
  yield* reader.end();
}

/** What separates the cells of the first line: whichever is in it most often outside quotes. */
function separatorOf(head: string): string {
  const [first = ''] = head.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The state between two characters. */
class RowReader {
  readonly #separator: string;
  #line = 1;
  #start = 1;
  #cells: string[] = [];
  #cell = '';
  #state: 'bare' | 'quoted' | 'closed' = 'bare';
  #afterCr = false;

  constructor(separator: string) {
    this.#separator = separator;
  }

  *read(text: string): Generator<CsvRow> {
    for (const char of text) {
      const secondOfTwo = char === '\n' && this.#afterCr;
      this.#afterCr = char === '\r';
      const endsLine = (char === '\n' || char === '\r') && !secondOfTwo;
      if (endsLine) this.#line += 1;
      if (this.#state === 'quoted') this.#quoted(char);
      else if (endsLine) yield this.#row();
      else if (!secondOfTwo) this.#bare(char);
      if (this.#cell.length > LONGEST)
        throw new Error(`the row on line ${this.#start} is too long to be a task`);
    }
  }

  *end(): Generator<CsvRow> {
    if (this.#state === 'quoted')
      throw new Error(`the quote of the row on line ${this.#start} is not closed`);
    if (this.#cell !== '' || this.#cells.length > 0 || this.#state === 'closed') yield this.#row();
  }

  #quoted(char: string): void {
    if (char === '"') this.#state = 'closed';
    else this.#cell += char;
  }

  #bare(char: string): void {
    if (char === this.#separator) this.#endCell();
    else if (char === '"' && this.#state === 'closed')
      [this.#state, this.#cell] = ['quoted', `${this.#cell}"`];
    else if (char === '"' && this.#cell === '') this.#state = 'quoted';
    else if (this.#state === 'bare') this.#cell += char;
    else if (char !== ' ') {
      throw new Error(
        `the row on line ${this.#start} has text after a closing quote; double a quote inside quotes`,
      );
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    [this.#cell, this.#state] = ['', 'bare'];
  }

  #row(): CsvRow {
    this.#endCell();
    const row = { line: this.#start, cells: this.#cells };
    [this.#cells, this.#start] = [[], this.#line];
    return row;
  }
}
