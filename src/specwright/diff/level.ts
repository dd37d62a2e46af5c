/**
 * How serious a change is. `breaking`: a caller that followed the old contract can fail.
 * `warning`: it depends on the caller. `info`: no caller that followed the old contract notices.
 */
export type Level = 'breaking' | 'warning' | 'info';

/** Which way the data flows; `none` for what concerns neither, such as a tag. */
export type Direction = 'request' | 'response' | 'none';

/** What a change does to one kind of caller. */
export type Verdict = 'breaks' | 'may-break' | 'safe';
