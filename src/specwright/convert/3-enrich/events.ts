import { type Json, type JsonObject, isObject, ownText } from '../../base/json.ts';
import { pascalCase } from '../../base/names.ts';
import { parseTolerantJson } from '../text-json/tolerant-json.ts';
import type { CanonicalCollection } from '../canonical-collection.ts';
import type { EventFacts } from '../facts.ts';
import { plain } from './docs/plain.ts';
import type { ReadText, Section } from './docs/sections.ts';
import { targetOf } from './docs/target.ts';
import { fieldNode, type FieldNode } from './fields/field.ts';
import { treeOf } from './fields/tree.ts';
import { shapeOf } from './infer/shape.ts';
import { namedExamples } from './operation/samples.ts';
import type { SchemaContext } from './schema/context.ts';

const EVENT_WORD = /\b(?:events?|notifications?|webhooks?|callbacks?|push messages?)\b/i;
const CALLS =
  /\b(?:webhooks?|call-?backs?)\b|\b(?:sent|posted|delivered|pushed|sends?|posts?|calls?)\b[^.]{0,60}\b(?:to|at)? ?(?:your|the|a|an) (?:\w+ ){0,2}(?:url|uri|endpoint|server|address|listener)\b/i;
const TAGS = ['event', 'event_type', 'eventType', 'event_name', 'eventName', 'type'];
/** Words of a heading that do not name the event. */
const FILLER =
  /\b(?:the|an?|events?|notifications?|webhooks?|callbacks?|messages?|formats?|payloads?|body|examples?|samples?|data|structure|json|of|for)\b/gi;

interface Event {
  readonly title: string;
  readonly values: JsonObject[];
  readonly at: string;
  readonly headings: readonly string[];
  readonly text: ReadText;
}

/**
 * The messages whose format a text above the operations shows: below a heading that speaks of events, or in a folder
 * of events where the message itself says what it is.
 */
export function eventsIn(
  texts: readonly ReadText[],
  { folders }: CanonicalCollection,
  context: SchemaContext,
): EventFacts[] {
  const events = new Map<string, Event>();
  const ofEvents = new Set(
    folders
      .filter(({ path }) => EVENT_WORD.test(path.at(-1) ?? ''))
      .map(({ description }) => description?.at),
  );
  for (const text of texts)
    for (const section of text.sections) addShown(section, text, ofEvents.has(text.source.at), events);
  return [...events].map(([name, event]) => factsOf(name, event, context));
}

function addShown(section: Section, text: ReadText, isOfEvents: boolean, events: Map<string, Event>): void {
  if (section.kind !== 'code') return;
  const isSaid = section.headings.some((heading) => EVENT_WORD.test(heading));
  if (!isSaid && !isOfEvents) return;
  if (targetOf(section.headings, section.lead) !== undefined) return;
  const read = parseTolerantJson(section.text);
  const values = (read === undefined ? [] : [read, ...read.others])
    .map(({ value }) => value)
    .filter(isObject);
  for (const value of values) {
    const heading = plain(section.headings.at(-1) ?? '')
      .replace(FILLER, ' ')
      .trim();
    const tag = tagOf(value);
    if (!isSaid && tag === undefined) continue;
    const title = (heading === '' || values.length > 1 ? tag : heading) ?? heading;
    const name = `${pascalCase(title)}Event`;
    if (!/^[A-Za-z]\w*$/.test(name) || name === 'Event') continue;
    const known = events.get(name);
    if (known !== undefined) known.values.push(value);
    else events.set(name, { title, values: [value], at: section.at, headings: section.headings, text });
  }
}

function tagOf(value: JsonObject): string | undefined {
  return TAGS.map((key) => ownText(value, key)).find((text) => text !== undefined);
}

function factsOf(name: string, event: Event, context: SchemaContext): EventFacts {
  const { title, values, at, text } = event;
  const place = { ...context, sampleAt: at, pointer: '', name: '' };
  const schema = context.write(shapeOf(values), documented(event), place);
  const words = [text.prose, ...event.headings].join('\n');
  return {
    name,
    summary: title,
    schema: { ...schema, 'x-schema-name': name },
    examples: namedExamples(values.map((value: Json) => ({ name: title, value, at }))),
    isWebhook: CALLS.test(words),
  };
}

/** The tables below the heading of the event; a name that all its samples share is fixed. */
function documented({ text, headings, values, at }: Event): FieldNode | undefined {
  const own = headings.join('\n');
  const rows = text.sections.flatMap((section) =>
    section.kind === 'fields' && section.headings.join('\n') === own ? section.rows : [],
  );
  const children = treeOf(rows);
  const key = TAGS.find((name) => values.every((value) => ownText(value, name) !== undefined));
  const tags = new Set(values.map((value) => (key === undefined ? undefined : ownText(value, key))));
  const [tag] = tags;
  if (
    key !== undefined &&
    tag !== undefined &&
    tags.size === 1 &&
    children.get(key)?.facts.enum === undefined
  )
    children.set(
      key,
      fieldNode(key, { at, facts: { ...children.get(key)?.facts, enum: [tag], enumConfidence: 0.8 } }),
    );
  return children.size === 0 ? undefined : fieldNode('', { at, children, partial: true });
}
