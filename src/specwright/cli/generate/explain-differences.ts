import type { Manifest } from '../../emit/manifest.ts';
import type { Build } from './build.ts';
import { lineDiff } from './line-diff.ts';
import { editedFiles, type OutputState } from './output-state.ts';

const FIX = 'Run `npm run generate` and commit the result.';

/**
 * Why the output folder is not what the sources give: one sentence per cause, the diff, and the command that
 * fixes it. Empty where it is up to date.
 */
export function explainDifferences(
  build: Pick<Build, 'files' | 'manifest'>,
  state: OutputState,
): readonly string[] {
  const wanted = new Map(build.files.map(({ path, content }) => [path, content]));
  const paths = [...new Set([...wanted.keys(), ...state.files.keys()])];
  const differing = paths.filter(
    (path) => normalised(wanted.get(path)) !== normalised(state.files.get(path)),
  );
  if (differing.length === 0) return [];
  const diffs = differing
    .filter((path) => path !== 'manifest.json')
    .map((path) => lineDiff(path, state.files.get(path), wanted.get(path)));
  return [...causes(build.manifest, state, differing), ...diffs, FIX];
}

function normalised(text: string | undefined): string | undefined {
  return text?.replaceAll('\r\n', '\n');
}

function causes(now: Manifest, state: OutputState, differing: readonly string[]): readonly string[] {
  const before = state.manifest;
  if (!before)
    return [
      'generated/ has no readable manifest.json: it was never generated, or the manifest was edited by hand.',
    ];
  const edited = editedFiles(state);
  const sources = changed(before.sources, now.sources);
  const packages = changed(before.generator, now.generator);
  const missing = differing.filter((path) => !state.files.has(path));
  const found = [
    ...edited.map(
      (path) =>
        `Edited by hand: generated/${path} is not what was generated. Change its source instead (see generated/README.md).`,
    ),
    ...sources.map((path) => `Stale: ${path} has changed since the last run.`),
    ...packages.map((name) => `Generator changed: another version of ${name} is installed.`),
    ...missing.map((path) => `Missing: generated/${path}.`),
  ];
  if (found.length > 0) return found;
  return differing.every((path) => path === 'manifest.json')
    ? ['Edited by hand: generated/manifest.json.']
    : ['Generator changed: it makes other files of the same sources.'];
}

function changed(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (key) => before[key] !== now[key],
  );
}
