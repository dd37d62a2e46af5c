import { jsonText } from '../base/text.ts';
import type { ReportView } from './view.ts';

/** The machine format of the command, indented. */
export function json({ data }: ReportView): string {
  return `${jsonText(data)}\n`;
}
