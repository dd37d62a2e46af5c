import { isLoopbackHost } from '../../base/http.ts';

/**
 * Puts the name of the target into the `Host` field of every request that begins in the bytes: a server on another
 * machine serves by that name. `undefined` for a target on this machine, whose traffic passes unchanged.
 */
export function hostRewriter({ host, hostname }: URL): ((bytes: Buffer) => Buffer) | undefined {
  if (isLoopbackHost(hostname)) return undefined;
  return (bytes) => {
    const text = bytes.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0 || !/^[A-Z]+ \S+ HTTP\/1\.[01]\r\n/.test(text)) return bytes;
    const head = text.slice(0, end).replace(/\r\nhost:[^\r\n]*/i, `\r\nHost: ${host}`);
    return Buffer.from(head + text.slice(end), 'latin1');
  };
}
