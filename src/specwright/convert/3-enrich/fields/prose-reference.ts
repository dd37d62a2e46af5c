import { plain } from '../docs/plain.ts';

/** Another operation that a text points to for its fields. */
export interface Reference {
  readonly name: string;
  readonly side: 'request' | 'response';
}

const SEE =
  /\b(?:see|same as|same|as in|as for|described (?:in|for|under)|refer to|identical to|found (?:in|under))\s+(?:the )?(?:section )?["'\u201C(]?([\w /&-]{3,60}?)["'\u201D)]?\s+(?:method'?s? |request |API |call )?(?:(input|request|body|output|response|return(?:ed)?) )?(?:body )?(?:param(?:eter)?s?|fields?|properties|attributes|body|payload|structure|format)\b/gi;

/** The operations that a text points to: `see Add Contact input parameters`. Whether they exist is not known here. */
export function referencesIn(markdown: string): readonly Reference[] {
  if (!/\b(?:see|same|as in|as for|described|refer|identical|found)\b/i.test(markdown)) return [];
  return [...plain(markdown.slice(0, 20_000)).matchAll(SEE)].map(([, name = '', side = 'input']) => ({
    name,
    side: /^(?:out|res|ret)/i.test(side) ? 'response' : 'request',
  }));
}
