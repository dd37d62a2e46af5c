/** Exit codes of every command. */
export const exitCode = {
  /** All is well. */
  fine: 0,
  /** The work was done and found something that a person should look at. */
  findings: 1,
  /** Wrong usage or unusable input; nothing was written. */
  unusable: 2,
} as const;
