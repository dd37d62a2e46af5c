import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Format, Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** Every format by its name. */
export const reporters: Readonly<Record<Format, Reporter>> = {
  text: (report) => text(report),
  json,
  junit,
  sarif,
  github,
  markdown,
};
