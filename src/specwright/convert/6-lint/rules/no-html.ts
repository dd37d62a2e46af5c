import { appendPointer } from '../../../base/pointer.ts';
import { own } from '../../../base/json.ts';
import { lintRule, type Violation } from '../rule.ts';
import { pointerOf } from '../../document-nodes.ts';

/** An element of HTML by name: `<tenant>` in prose is a placeholder. */
const ELEMENT =
  /<\/?(?:a|b|blockquote|br|code|col|colgroup|dd|details|div|dl|dt|em|font|h[1-6]|hr|i|img|input|li|ol|p|pre|s|script|small|span|strike|strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/i;
/** Code is quoted, whatever it holds. */
const CODE = /```[^]*?(?:```|$)|`[^`\n]*`/g;

/** Descriptions are Markdown without HTML. */
export const noHtml = lintRule({
  id: 'no-html',
  severity: 'warning',
  sentence: ({ element }: { element: string }) => `The text contains HTML: \`${element}\`.`,
  fix: 'Write it in Markdown.',
  *check({ nodes }): Generator<Violation<{ element: string }>> {
    for (const { object, step } of nodes) {
      for (const key of ['description', 'summary']) {
        const text = own(object, key);
        const [element] =
          typeof text === 'string' && text.includes('<')
            ? (ELEMENT.exec(text.replaceAll(CODE, '')) ?? [])
            : [];
        if (element !== undefined) yield { at: appendPointer(pointerOf(step), key), args: { element } };
      }
    }
  },
});
