/** Whether an address is this machine's own. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address));
}

/** Whether the `Host` header names this machine. A foreign name that was made to resolve to it does not. */
export function isLocalName(host: string | undefined): boolean {
  const name = (host ?? 'localhost').replace(/:\d+$/, '').toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\.[\d.]+$/.test(name)
  );
}
