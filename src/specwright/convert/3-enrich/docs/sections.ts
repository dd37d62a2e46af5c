import type { JsonPointer } from '../../../base/json.ts';
import type { SourcedText } from '../../canonical-collection.ts';
import { isFieldTable, rowOfLine, rowsOf, rowsOfEntries, type FieldRow } from '../fields/rows.ts';
import type { Block, ListEntry, TableBlock } from './block.ts';
import { blocksOf } from './blocks.ts';
import { columnsOf } from './columns.ts';
import { plain } from './plain.ts';
import { statusRowsOf, type StatusRow } from './status-rows.ts';
import { subjectOf } from './target.ts';

/** Where a block stands: its headings from the outside in, and the words just before it. */
export interface Setting {
  readonly headings: readonly string[];
  /** The paragraph or line that leads to the block. */
  readonly lead: string;
  readonly at: JsonPointer;
  /** Place in the text, so that what became schema can be taken out of the prose. */
  readonly start: number;
  readonly end: number;
}

export interface FieldSection extends Setting {
  readonly kind: 'fields';
  readonly rows: readonly FieldRow[];
  /** A list is only taken where its names are known or its heading says that it lists fields. */
  readonly sure: boolean;
}

export interface StatusSection extends Setting {
  readonly kind: 'statuses';
  readonly rows: readonly StatusRow[];
}

/** A table of values: `Value | Meaning`. */
export interface ValueSection extends Setting {
  readonly kind: 'values';
  readonly values: readonly string[];
}

export interface CodeSection extends Setting {
  readonly kind: 'code';
  readonly language: string;
  readonly text: string;
}

interface UnreadSection extends Setting {
  readonly kind: 'unread';
  readonly header: readonly string[];
}

export type Section = FieldSection | StatusSection | ValueSection | CodeSection | UnreadSection;

/** What a description holds besides prose. */
export interface ReadText {
  readonly source: SourcedText;
  readonly sections: readonly Section[];
  /** Its paragraphs and lists, without tables and code. */
  readonly prose: string;
}

/** So much of the words before a block is looked at. */
const LEAD = 600;

/** A paragraph that only announces what comes below it. */
const LEADS_ONLY = /^[^.!?]{3,160}:$/;

/** Finds the tables, lists and code samples of a description and where they stand. */
export function readText(source: SourcedText): ReadText {
  const sections: Section[] = [];
  const stack: { level: number; text: string }[] = [];
  let lead = '';
  let leadStart: number | undefined;
  const prose: string[] = [];
  for (const block of blocksOf(source.text)) {
    if (block.kind === 'heading') {
      while ((stack.at(-1)?.level ?? 0) >= block.level) stack.pop();
      stack.push({ level: block.level, text: block.text });
      lead = '';
      leadStart = undefined;
      continue;
    }
    const headings = stack.map((heading) => heading.text);
    const section = sectionOf(block, {
      headings,
      lead,
      at: source.at,
      start: leadStart ?? block.start,
      end: block.end,
    });
    if (section !== undefined) sections.push(section);
    else if (block.kind === 'paragraph') prose.push(block.text);
    else if (block.kind === 'list') prose.push(...block.entries.map((entry) => entry.text));
    lead = block.kind === 'paragraph' ? block.text.slice(-LEAD) : lead;
    leadStart = block.kind === 'paragraph' && LEADS_ONLY.test(plain(block.text)) ? block.start : undefined;
  }
  return { source, sections, prose: prose.join('\n') };
}

function sectionOf(block: Block, setting: Setting): Section | undefined {
  if (block.kind === 'code') return { kind: 'code', language: block.language, text: block.text, ...setting };
  const statuses = statusRowsOf(block, [...setting.headings, plain(setting.lead)]);
  if (statuses.length > 0) return { kind: 'statuses', rows: statuses, ...setting };
  if (block.kind === 'table') return sectionOfTable(block, setting);
  if (block.kind === 'list') return sectionOfList(block.entries, setting);
  return block.kind === 'paragraph' ? sectionOfLines(block.text, setting) : undefined;
}

function sectionOfTable(table: TableBlock, setting: Setting): Section {
  const values = valuesOf(table, setting);
  if (values !== undefined) return { kind: 'values', values, ...setting };
  if (isFieldTable(table)) return { kind: 'fields', rows: rowsOf(table, setting.at), sure: true, ...setting };
  return { kind: 'unread', header: table.header.map(plain), ...setting };
}

const VALUES_WORD = /\b(?:values?|options|codes|statuses|states|types|kinds|reasons|enum(?:eration)?)\b/i;

/** A table with values in its first column and no names, or one that the words before it call so. */
function valuesOf(table: TableBlock, { headings, lead }: Setting): readonly string[] | undefined {
  const columns = columnsOf(table);
  const isCalledSo = [headings.at(-1) ?? '', lead].some(
    (words) => VALUES_WORD.test(words) && subjectOf(words) !== undefined,
  );
  const isSecond = table.header.length === 2 && columns.get('description') === 1;
  const first = columns.get('values') === 0 || (isCalledSo && isSecond && columns.get('name') !== 0);
  if (columns.has('name') || !first) return undefined;
  const values = table.rows.map((row) => plain(row[0] ?? '').replace(/^["']|["']$/g, ''));
  const areValues = values.length > 0 && values.every((value) => value !== '' && value.length <= 60);
  return areValues ? values : undefined;
}

const FIELD_WORD =
  /\b(param(eter)?s?|fields?|propert(y|ies)|attributes?|arguments?|body|payload|headers?|query|keys|schema|request|response|inputs?|outputs?|returns|columns|elements|structure)\b/i;

function isAboutFields(setting: Setting): boolean {
  const lead = plain(setting.lead);
  return (
    FIELD_WORD.test(setting.headings.at(-1) ?? '') ||
    (/:\s*$/.test(lead) && FIELD_WORD.test(lead.slice(-160)))
  );
}

function sectionOfList(entries: readonly ListEntry[], setting: Setting): Section | undefined {
  const rows = rowsOfEntries(entries, setting.at);
  const count = entries.filter((entry) => rowOfLine(entry.text, setting.at) !== undefined).length;
  if (count === 0 || count < entries.length * 0.6) return undefined;
  return { kind: 'fields', rows, sure: isAboutFields(setting), ...setting };
}

/** Definition-like lines: every line of a paragraph names a field and says something of it. */
function sectionOfLines(text: string, setting: Setting): Section | undefined {
  const all = text.split('\n').map((line) => line.trim());
  const isLed = all.length > 1 && (all[0] ?? '').endsWith(':');
  const lines = isLed ? all.slice(1) : all;
  const around = isLed ? { ...setting, lead: all[0] ?? '' } : setting;
  if (!/^[*_`"']*[$@A-Za-z_][\w$@.[\]*-]*[*_`"']*\s*[([{:=\u2013\u2014-]/.test(lines[0] ?? ''))
    return undefined;
  const rows = lines.map((line) => rowOfLine(line, setting.at));
  const found = rows.filter((row) => row !== undefined);
  const isSingle = found.length === 1 && found[0]?.facts.types === undefined;
  if (found.length === 0 || isSingle || found.length < lines.length * 0.75) return undefined;
  return { kind: 'fields', rows: found, sure: found.length >= 2 && isAboutFields(around), ...around };
}

/** The text without what became schema; headings that are left with nothing below them go too. */
export function withoutSections(text: string, consumed: readonly Setting[]): string {
  const spans = [...consumed].sort((one, other) => one.start - other.start);
  let rest = '';
  let from = 0;
  for (const span of spans) {
    if (span.start < from) continue;
    rest += text.slice(from, span.start);
    from = span.end;
  }
  return dropEmptyHeadings(rest + text.slice(from));
}

const HEADING_LINE = /^\s{0,3}(#{1,6})\s|^\s*(\*\*|__)[^*_\n]{1,120}(\*\*|__):?\s*$/;

/** Works upwards: a heading goes when nothing stands between it and the next heading of its level or above. */
function dropEmptyHeadings(text: string): string {
  const kept: string[] = [];
  let levelBelow = 0;
  let isEmpty = true;
  for (const line of text.split('\n').reverse()) {
    const level = levelOf(line);
    if (level > 0 && isEmpty && (levelBelow === 0 || levelBelow <= level)) continue;
    if (level > 0) levelBelow = level;
    isEmpty = level > 0 || (isEmpty && line.trim() === '');
    kept.push(line);
  }
  return kept
    .reverse()
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function levelOf(line: string): number {
  const heading = HEADING_LINE.exec(line);
  return heading === null ? 0 : (heading[1]?.length ?? 7);
}
