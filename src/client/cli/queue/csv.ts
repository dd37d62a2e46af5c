/** A row of CSV, with the number of the line it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV as RFC 4180 has it: quoted cells may hold commas, doubled quotes and line ends. Takes the
 * text in pieces of any size and holds one row in memory.
 */
export async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let closed = false;
  let line = 1;
  let start = 1;
  for await (const piece of pieces) {
    for (const char of piece) {
      if (char === '\n') line += 1;
      if (quoted && char === '"') [quoted, closed] = [false, true];
      else if (quoted) cell += char;
      else if (char === '"' && closed) [quoted, closed, cell] = [true, false, `${cell}"`];
      else if (char === '"' && cell === '') quoted = true;
      else if (char === ',') [cells, cell, closed] = [[...cells, cell], '', false];
      else if (char === '\n') {
        yield { line: start, cells: [...cells, cell] };
        [cells, cell, closed, start] = [[], '', false, line];
      } else if (char !== '\r') cell += char;
    }
  }
  if (quoted) throw new Error(`the quote of the row on line ${start} is not closed`);
  if (cell !== '' || cells.length > 0 || closed) yield { line: start, cells: [...cells, cell] };
}
