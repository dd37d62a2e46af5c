const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)/;

/**
 * Reads a duration: milliseconds as a number, or text such as `250ms`, `2h`, `1h30m`.
 *
 * @throws {RangeError} where the text is not a duration, or the duration is negative or not finite.
 */
export function parseDuration(value: number | string): number {
  const milliseconds = typeof value === 'number' ? value : parseText(value);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  throw new RangeError(
    `${JSON.stringify(value)} is not a duration: write milliseconds or, for example, "2h30m".`,
  );
}

function parseText(text: string): number {
  let rest = text.trim();
  if (/^\d+(\.\d+)?$/.test(rest)) return Number(rest);
  let total = rest === '' ? Number.NaN : 0;
  while (rest !== '') {
    const match = PART.exec(rest);
    if (match === null) return Number.NaN;
    total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN);
    rest = rest.slice(match[0].length);
  }
  return total;
}
