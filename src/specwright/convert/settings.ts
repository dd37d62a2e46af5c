import type { CanonicalServer } from './canonical-collection.ts';

/** What people decide about a conversion: `spec/pipeline.json`. */
export interface Settings {
  /** Replaces the collection's own servers. */
  readonly servers?: readonly CanonicalServer[];
  /** `info.version` of the document, where the collection states none. */
  readonly version?: string;
  /** Undeclared properties are an error where the documentation lists all of them. Default: open. */
  readonly closedSchemas?: boolean;
  /** New names of components, by the name the pipeline gives them. */
  readonly schemaNames?: Readonly<Record<string, string>>;
  /** Keep `x-` provenance extensions in the document. Default: false. */
  readonly annotate?: boolean;
  readonly lint?: Readonly<Record<string, LintSetting>>;
}

/** `off` needs a reason. */
export type LintSetting = 'error' | 'warning' | { readonly severity: 'off'; readonly reason: string };
