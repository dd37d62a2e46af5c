import { isLoopbackHost } from '../base/loopback.ts';

/** An address that may get credentials: `https://`, or `http://` to this machine; nothing but scheme, host and path. */
export function serverUrl(text: string, allowHttp: boolean | undefined): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { protocol, hostname, username, password, search, hash } = url;
  const near = allowHttp || isLoopbackHost(hostname);
  const known = protocol === 'https:' || (near && protocol === 'http:');
  return known && !(username + password + search + hash) ? url : undefined;
}

/** `package/version`, and the application that uses it. */
export function userAgentOf(
  own: string,
  appInfo: { readonly name: string; readonly version?: string } | undefined,
): string {
  return appInfo ? `${own} ${[appInfo.name, appInfo.version].filter(Boolean).join('/')}` : own;
}
