/** What became of the mutants of a group. */
export interface MutationScore {
  readonly noticed: number;
  readonly survived: number;
  /** Per cent; 100 where there was nothing to notice. */
  readonly score: number;
  /** `file:line` of mutants that no test noticed. */
  readonly survivors: readonly string[];
}

/** The part of the mutation report (schema of mutation-testing-elements) that counts. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

const NOTICED = new Set(['Killed', 'Timeout']);
const SURVIVED = new Set(['Survived', 'NoCoverage']);

/** Counts as Stryker does: mutants that do not compile, or are ignored, are not mutants. */
export function scoreOf(report: string): MutationScore {
  const { files }: Report = JSON.parse(report);
  const mutants = Object.entries(files).flatMap(([file, { mutants: own }]) =>
    own.map((mutant) => ({ file, ...mutant })),
  );
  const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
  const survivors = mutants.filter(({ status }) => SURVIVED.has(status));
  const all = noticed + survivors.length;
  return {
    noticed,
    survived: survivors.length,
    score: all === 0 ? 100 : (noticed / all) * 100,
    survivors: survivors.map(
      ({ file, location, mutatorName, replacement = '' }) =>
        `${file}:${location.start.line} ${mutatorName} ${replacement.slice(0, 60).replaceAll(/\s+/g, ' ')}`,
    ),
  };
}
