/** Elements that take lines of their own. */
export const blockElements: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav noframes ol optgroup option p ' +
    'pre search section summary table tbody td tfoot th thead tr ul caption'
  ).split(' '),
);

/** Elements that say nothing to a reader of text. */
export const silentElements: ReadonlySet<string> = new Set(
  'script style head title meta link template noscript iframe object embed svg math canvas audio video source track'.split(
    ' ',
  ),
);

const inlineElements: ReadonlySet<string> = new Set(
  (
    'a abbr acronym b bdi bdo big br button cite code col colgroup data datalist del dfn em font i img input ins ' +
    'kbd label map mark meter nobr output picture progress q rp rt ruby s samp select small span strike strong sub ' +
    'sup textarea time tt u var wbr area base param slot'
  ).split(' '),
);

/** Whether a tag name is HTML; `<tenant-url>` and `<id>` are placeholders that authors write. */
export function isHtmlElement(name: string): boolean {
  const lower = name.toLowerCase();
  return blockElements.has(lower) || inlineElements.has(lower) || silentElements.has(lower);
}
