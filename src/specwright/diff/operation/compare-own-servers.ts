import { own } from '../../base/json.ts';
import { parsePointer } from '../../base/pointer.ts';
import { shapeOf } from '../match-paths.ts';
import { serversOf } from '../servers.ts';
import type { Pairing } from './use.ts';

/**
 * Full addresses of an operation that has servers of its own, or whose path item has. Servers of the document are
 * compared once for all operations.
 */
export function compareOwnServers(pairing: Pairing): void {
  const owners = [pairing.base, pairing.baseItem, pairing.revision, pairing.revisionItem];
  if (owners.every(({ value }) => own(value, 'servers') === undefined)) return;
  const was = addressesOf(pairing, 'base');
  const is = addressesOf(pairing, 'revision');
  const at = { base: pairing.base.pointer, revision: pairing.revision.pointer };
  for (const url of was.filter((one) => !is.includes(one)))
    pairing.report({ id: 'server-removed', ...at, was: url, subject: url });
  for (const url of is.filter((one) => !was.includes(one)))
    pairing.report({ id: 'server-added', ...at, is: url, subject: url });
}

function addressesOf(pairing: Pairing, side: 'base' | 'revision'): readonly string[] {
  const item = pairing[side === 'base' ? 'baseItem' : 'revisionItem'];
  const urls = serversOf(pairing[side].value, item.value, pairing.comparison[side].root);
  const [section, path = ''] = parsePointer(item.pointer);
  return urls.map((url) => `${url}${section === 'paths' ? shapeOf(path) : ''}`);
}
