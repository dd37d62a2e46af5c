import type { Report } from '../contract/engine/report.ts';

/** Turns a finished report into text. Pure: the same report gives the same text. */
export type Reporter = (report: Report) => string;

export const formats = ['text', 'json', 'junit', 'sarif', 'github', 'markdown'] as const;
export type Format = (typeof formats)[number];
