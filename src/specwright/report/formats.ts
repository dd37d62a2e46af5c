/** Names of the formats in which a report can be written. */
export const FORMATS = ['text', 'json', 'junit', 'sarif', 'github', 'markdown', 'html'] as const;

export type Format = (typeof FORMATS)[number];
