import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error the configuration of Stryker is plain JavaScript
import { GROUPS } from '../../stryker.config.mjs';

const groups: Record<string, { mutate: string[]; tests: string[] }> = GROUPS;
const ROOT = path.resolve(import.meta.dirname, '../..');

it.each(Object.values(groups).flatMap(({ mutate, tests }) => [...mutate, ...tests]))(
  '%s names files that exist',
  (pattern) => {
    const names = readdirSync(path.join(ROOT, path.dirname(pattern)));
    const [, before = '', choices = '', after = ''] =
      /^([^{]*)(?:\{(.*)\})?(.*)$/.exec(path.basename(pattern)) ?? [];
    for (const choice of choices.split(',')) {
      const [start = '', end = ''] = `${before}${choice}${after}`.split('*');
      expect(names.filter((name) => name.startsWith(start) && name.endsWith(end))).not.toEqual([]);
    }
  },
);
