/** Three significant digits, without an exponent. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number(value.toFixed(Math.min(digits, 6))).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** `1.3x`: how many times the baseline. */
export function times(ratio: number): string {
  if (!Number.isFinite(ratio)) return '-';
  return `${ratio >= 100 ? Math.round(ratio) : ratio.toPrecision(3).replace(/\.?0+$/, '')}x`;
}
