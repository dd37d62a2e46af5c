import { jsonText } from '../base/text.ts';
import type { ReportView } from './view.ts';

/** The machine format of the command, and how it was made. */
export function json({ meta, data }: ReportView): string {
  return `${jsonText({ meta, ...data })}\n`;
}
