import type { ConversionProblem } from '../problem.ts';
import type { Conversion } from '../convert-collection.ts';
import { originsOf, type Origin } from './origins.ts';

/** What `convert --report` writes. */
export interface ConversionReport {
  readonly operations: number;
  readonly problems: readonly ConversionProblem[];
  /** By place in the document: table, list, comment, prose, sample, script, structure or overlay; `at` is the place in the collection. */
  readonly origins: readonly Origin[];
}

export function buildReport(conversion: Conversion): ConversionReport {
  return {
    operations: conversion.collection.operations.length,
    problems: conversion.problems,
    origins: originsOf(conversion),
  };
}
