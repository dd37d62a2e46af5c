/** Whether an IP address is this machine's own: 127.0.0.0/8, `::1`, and the former mapped into IPv6. */
export function isLoopbackAddress(address: string): boolean {
  if (address === '::1' || address === '[::1]') return true;
  const octets = /^(?:::ffff:)?127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/i.exec(address)?.slice(1);
  return octets !== undefined && octets.every((octet) => Number(octet) <= 255);
}

/** Whether a host name or address names this machine: `localhost`, names below it (RFC 6761), or a loopback address. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}
