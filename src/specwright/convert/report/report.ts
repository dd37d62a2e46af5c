import { sentence } from '../messages.ts';
import type { Problem } from '../problem.ts';
import type { Conversion } from '../pipeline.ts';
import { originsOf, type Origin } from './origins.ts';

/** What `convert --report` writes. */
export interface ConversionReport {
  readonly operations: number;
  readonly problems: readonly (Problem & { readonly message: string })[];
  /** By place in the document: table, list, comment, prose, sample, script, structure or overlay; `at` is the place in the collection. */
  readonly origins: readonly Origin[];
}

export function buildReport(conversion: Conversion): ConversionReport {
  return {
    operations: conversion.collection.operations.length,
    problems: conversion.problems.map((problem) => ({ ...problem, message: sentence(problem) })),
    origins: originsOf(conversion),
  };
}
