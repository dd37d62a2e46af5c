import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Conversion } from '../../convert/convert-collection.ts';
import { convertFolder, sourcesIn, type Trial } from '../convert-input.ts';
import { build, type Build } from '../generate/build.ts';
import { buildProject, convertProject } from '../project/build-project.ts';
import { readProjectSettings, SETTINGS_FILE } from '../project/project-settings.ts';

/** What a bump compares, and how it is converted and generated. */
export interface BumpSources {
  /** The collection or document. */
  readonly source: string;
  /** Folder of the record of the last pull, of accepted changes, and of the document of the last release. */
  readonly spec: string;
  /** Folder of what is generated. */
  readonly out: string;
  /** Verifies the contract where no other command is named. */
  readonly contract: string | undefined;
  convert(how?: Trial): Promise<Conversion>;
  build(how?: Trial): Promise<Build>;
}

/** Those that specwright.json names, where no other folder is given. @throws CommandError */
export async function bumpSources(
  spec: string | undefined,
  out: string | undefined,
  settingsFile = SETTINGS_FILE,
): Promise<BumpSources> {
  if (spec === undefined && existsSync(settingsFile)) {
    const settings = await readProjectSettings(settingsFile);
    const at = (name: string): string => join(dirname(settingsFile), name);
    return {
      source: at(settings.source),
      spec: at('spec'),
      out: out ?? at(settings.out),
      contract: 'npm test --silent',
      convert: async (how) => (await convertProject(settingsFile, how)).conversion,
      build: (how) => buildProject(settingsFile, how),
    };
  }
  const folder = spec ?? 'spec';
  return {
    source: sourcesIn(folder).collection,
    spec: folder,
    out: out ?? 'generated',
    contract: undefined,
    convert: (how) => convertFolder(folder, how),
    build: (how) => build(folder, how),
  };
}
