import { isLoopbackHost } from '../base/loopback.ts';

/** An address that may get credentials: `https://`, or `http://` to this machine; nothing but scheme, host and path. */
export function serverUrl(text: string, allowHttp: boolean | undefined): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const near = allowHttp || isLoopbackHost(url?.hostname ?? '');
  const known = url?.protocol === 'https:' || (near && url?.protocol === 'http:');
  return url && known && !(url.username || url.password || url.search || url.hash) ? url : undefined;
}

/** `package/version`, and the application that uses it. */
export function userAgentOf(
  own: string,
  appInfo: { readonly name: string; readonly version?: string } | undefined,
): string {
  return appInfo ? `${own} ${[appInfo.name, appInfo.version].filter(Boolean).join('/')}` : own;
}
