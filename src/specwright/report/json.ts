import type { Reporter } from './reporter.ts';

/** The report as it is, indented; its schema is `report.schema.json` beside this file, published with the package. */
export const json: Reporter = (report) => `${JSON.stringify(report, undefined, 2)}\n`;
