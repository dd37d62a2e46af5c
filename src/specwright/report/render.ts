import type { Format } from './formats.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { printableTexts } from './printable-texts.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';
import type { RenderOptions, ReportView } from './view.ts';

/** A new format is a name in `FORMATS`, a function in a file of its own and a word here. */
const RENDERERS: Readonly<Record<Format, (view: ReportView, options: RenderOptions) => string>> = {
  text,
  json,
  junit,
  sarif,
  github,
  markdown,
  html,
};

/**
 * A report in the wanted format, ending in a line break. Foreign text in it is safe to print.
 * Pure: the same view gives the same text.
 */
export function render(view: ReportView, format: Format, options: RenderOptions = {}): string {
  const { data, ...rest } = view;
  if (format === 'json') return json(view);
  return RENDERERS[format]({ ...printableTexts(rest), data }, options);
}
