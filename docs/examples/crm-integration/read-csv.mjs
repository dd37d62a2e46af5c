// @ts-check

/**
 * The rows of a CSV text (RFC 4180) as objects, by the names of its first line.
 *
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
export function readCsv(text) {
  const [head = [], ...rows] = cellsOf(text.replace(/^\uFEFF/, ''));
  return rows
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
}

/** @param {string} text */
function cellsOf(text) {
  const rows = [['']];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows.at(-1) ?? [];
    if (quoted && sign === '"' && text[at + 1] === '"') at += 1;
    else if (sign === '"') {
      quoted = !quoted;
      continue;
    } else if (!quoted && sign === ',') {
      row.push('');
      continue;
    } else if (!quoted && (sign === '\n' || sign === '\r')) {
      if (sign === '\n') rows.push(['']);
      continue;
    }
    row[row.length - 1] += sign;
  }
  return rows;
}
