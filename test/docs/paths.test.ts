import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pages, readPage, ROOT } from '../../scripts/pages/doc-pages.ts';

/** Folders of a page where short paths begin, as in `contract/suite.ts`. */
const BASES = ['', 'src/specwright', 'src/specwright/convert', 'src/client', 'src/testing'];
/** A path in backticks that names a source, a script or a test: with a folder, and with an ending or a slash at the end. */
const PATH =
  /`((?:src|scripts|test|generated|base|openapi|convert|emit|runtime|sandbox|contract|diff|report|cli|suite|\d-[a-z]+)\/[\w./-]*(?:\.\w+|\/))`/g;

it.each(pages())('every path to a source in %s exists', (page) => {
  const missing = [...readPage(page).matchAll(PATH)]
    .map(([, found = '']) => found)
    .filter(
      (found) => ![...BASES, path.dirname(page)].some((base) => existsSync(path.join(ROOT, base, found))),
    );
  expect(missing).toEqual([]);
});
