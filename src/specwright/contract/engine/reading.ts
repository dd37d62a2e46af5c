/** A place where the publication is silent or contradicts itself, so that servers may differ. */
export interface Reading {
  /** What the server does, when it is seen to follow this reading. */
  readonly text: string;
  /** How sure the authors of the suite are, 0 to 1. */
  readonly confidence: number;
}

/** Readings by id. */
export type Readings = Readonly<Record<string, Reading>>;
