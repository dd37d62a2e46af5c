import { parsePointer } from '../../base/pointer.ts';
import { shapeOf } from '../match-paths.ts';
import { serversOf } from '../servers.ts';
import type { Pairing } from './use.ts';

/**
 * Full addresses of an operation that has servers of its own, or whose path item has. Servers of the document are
 * compared once for all operations.
 */
export function compareOwnServers(pairing: Pairing): void {
  const was = addressesOf(pairing, 'base');
  const is = addressesOf(pairing, 'revision');
  if (!was.own && !is.own) return;
  const at = { base: pairing.base.pointer, revision: pairing.revision.pointer };
  for (const url of was.urls.filter((one) => !is.urls.includes(one)))
    pairing.report({ id: 'server-removed', ...at, was: url, subject: url });
  for (const url of is.urls.filter((one) => !was.urls.includes(one)))
    pairing.report({ id: 'server-added', ...at, is: url, subject: url });
}

function addressesOf(pairing: Pairing, side: 'base' | 'revision'): { urls: readonly string[]; own: boolean } {
  const item = pairing[side === 'base' ? 'baseItem' : 'revisionItem'];
  const { urls, own } = serversOf(pairing[side].value, item.value, pairing.comparison[side].root);
  const [section, path = ''] = parsePointer(item.pointer);
  return { urls: urls.map((url) => `${url}${section === 'paths' ? shapeOf(path) : ''}`), own };
}
