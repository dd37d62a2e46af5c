import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { badges } from '../../scripts/badges.ts';
import { ROOT } from '../../scripts/pages/root.ts';

const read = (name: string): Buffer => readFileSync(path.join(ROOT, 'docs/images', name));

describe.each(['report.png', 'sandbox.png'])('the picture %s', (name) => {
  it('is a small PNG of a thousand pixels, and in a README', () => {
    const bytes = read(name);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1000);
    expect(bytes.length).toBeLessThan(150_000);
    expect(readFileSync(path.join(ROOT, 'README.md'), 'utf8')).toContain(`docs/images/${name}`);
  });
});

it.each([...badges()])('the badge %s says what is so (npm run pictures)', (name, badge) => {
  expect(read(name).toString()).toBe(badge);
});
