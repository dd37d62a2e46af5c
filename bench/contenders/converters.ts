import { loadPeer, member, type Loaded } from '../load-peer.ts';
import type { Absent } from '../suite.ts';
import { ourConverter } from './our-converter.ts';

/** Turns the text of a collection into a document: an object, or its text. */
export interface Converter {
  readonly name: string;
  readonly convert: (text: string) => unknown;
}

export interface Converters {
  readonly ready: readonly Converter[];
  readonly absent: readonly Absent[];
}

export async function converters(): Promise<Converters> {
  const peers: readonly Loaded<Converter>[] = await Promise.all([
    loadPeer('postman-to-openapi', (module) => {
      const convert = member(module, 'default');
      return {
        name: 'postman-to-openapi',
        convert: (text: string) => convert(text, undefined, { outputFormat: 'json' }),
      };
    }),
    loadPeer('postman2openapi', (module) => {
      const transpile = member(module, 'transpile');
      return { name: 'postman2openapi', convert: (text: string) => transpile(JSON.parse(text)) };
    }),
    loadPeer('scalar', (module) => {
      const convert = member(module, 'convert');
      return { name: '@scalar/postman-to-openapi', convert: (text: string) => convert(JSON.parse(text)) };
    }),
  ]);
  return {
    ready: [
      { name: 'ours', convert: await ourConverter() },
      ...peers.flatMap((one) => (one.ok ? [one.value] : [])),
    ],
    absent: peers.flatMap((one) => (one.ok ? [] : [{ contender: one.peer, why: one.why }])),
  };
}
