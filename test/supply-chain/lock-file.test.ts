import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8');
const { packages }: { packages: Readonly<Record<string, Entry>> } = JSON.parse(text);
/** What comes from a registry, and not from this repository. */
const foreign = Object.entries(packages).filter(
  ([where, { link }]) => where.startsWith('node_modules/') && link !== true,
);

it('states what every package must hash to', () => {
  expect(foreign.length).toBeGreaterThan(500);
  expect(
    foreign.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-')).map(([where]) => where),
  ).toEqual([]);
});

it('names no registry, so that each machine asks its own', () => {
  expect(foreign.filter(([, { resolved }]) => resolved !== undefined).map(([where]) => where)).toEqual([]);
});

it('has the binaries of every platform, not only of the one that wrote it', () => {
  const missing = foreign.flatMap(([where, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined &&
        packages[`${where}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});
