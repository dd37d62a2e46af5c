import { describe, expect, it } from 'vitest';
import { diff } from './documents.ts';
import { library } from './library.ts';
import { mutants } from './mutants.ts';

describe('single edits of a document', () => {
  it.each(mutants)('$name: breaking is $breaking', (mutant) => {
    const revision = library();
    expect(mutant.edit(revision), 'the fixture has a place for the edit').toBe(true);
    expect(diff(library(), revision).breaking).toBe(mutant.breaking);
  });
});
