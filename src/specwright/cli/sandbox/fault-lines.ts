/** Every named fault, one a line. */
export function faultLines(
  faults: readonly { readonly name: string; readonly group: string; readonly breaks: string }[],
): string {
  const width = Math.max(0, ...faults.map(({ name }) => name.length));
  return faults.map(({ name, group, breaks }) => `${name.padEnd(width)}  ${group}: ${breaks}\n`).join('');
}
