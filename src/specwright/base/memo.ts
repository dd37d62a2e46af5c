/**
 * The same function, reading each text once: collections repeat theirs, some a thousand times. Nobody may change what it
 * returns.
 *
 * @param most - characters of texts that it remembers; then it forgets all and starts again
 */
export function memo<Result>(read: (text: string) => Result, most = 4_000_000): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  let size = 0;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.result;
    const result = read(text);
    size += text.length;
    if (size > most) {
      known.clear();
      size = text.length;
    }
    known.set(text, { result });
    return result;
  };
}
