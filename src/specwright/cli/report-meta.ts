import { createHash } from 'node:crypto';
import manifest from '../package.json' with { type: 'json' };
import type { ReportMeta } from '../report/view.ts';

/** A document as its bytes were read. */
export interface ReadDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a report says about its own making, as of now. */
export function reportMeta(documents: readonly ReadDocument[], target?: string): ReportMeta {
  return {
    tool: { name: manifest.name, version: manifest.version },
    date: new Date().toISOString(),
    documents: documents.map(({ name, bytes }) => ({
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    ...(target !== undefined && { target }),
  };
}
