import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ON_SOURCES } from '../on-sources.ts';
import { parseArguments, UsageError } from '../../bench/arguments.ts';
import { SUITES } from '../../bench/registry.ts';

const root = path.resolve(import.meta.dirname, '../..');

it('runs every suite unless told otherwise', () => {
  expect(parseArguments([])).toEqual({ only: Object.keys(SUITES), quick: false, check: false, inputs: [] });
  expect(parseArguments(['--only', 'client', '--quick'])).toMatchObject({ only: ['client'], quick: true });
});

it.each([['--only', 'nonsense'], ['--only', '__proto__'], ['--fast'], ['stray']])(
  'refuses %s %s with a sentence',
  (...argv) => expect(() => parseArguments(argv)).toThrow(UsageError),
);

it('answers a wrong argument on stderr with exit code 2', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...ON_SOURCES, 'bench/main.ts', '--only', 'nonsense'],
    { cwd: root, encoding: 'utf8' },
  );
  expect(stderr).toContain('There is no suite "nonsense". Suites: conversion, conversion-process, client');
  expect(stderr).not.toContain('    at ');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

it('every name in the registry loads a suite of that name', async () => {
  for (const [name, load] of Object.entries(SUITES)) expect((await load()).name).toBe(name);
});
