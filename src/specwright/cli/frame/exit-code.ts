/** Exit codes of every command. */
export const EXIT_CODE = {
  /** All is well. */
  fine: 0,
  /** The work was done and found something that a person should look at: a refused task, a failed check. */
  findings: 1,
  /** Wrong usage or unusable input; nothing was done. */
  unusable: 2,
  /** Nothing failed, and nothing was proven either. */
  notProven: 3,
} as const;
