import { plain } from '../docs/plain.ts';
import type { ReadText } from '../docs/sections.ts';
import { fieldNode, type FieldFacts } from '../fields/field.ts';
import { readProse } from '../fields/prose.ts';
import { plainName } from '../schema/objects.ts';
import { descend, type Draft, type KnownNames } from './draft.ts';
import type { Spot } from './spots.ts';

/** A field named in a sentence: in quotes, in code, in emphasis, or in the spelling of a name. */
const NAME = String.raw`["'\u201C\u2018]?(?<name>[A-Za-z_][\w.-]{1,40})["'\u201D\u2019]?(?: (?:field|parameter|property|value|attribute))?`;
const VALUE = String.raw`["'\u201C\u2018]?(?<value>-?\d[\d,]{0,12}(?:\.\d+)?|[A-Za-z_][\w-]{0,40})["'\u201D\u2019]?`;
const COUNT = String.raw`(?<count>\d{1,3}(?:,\d{3})+|\d{1,12})`;

interface Reading {
  readonly pattern: RegExp;
  readonly facts: (groups: Readonly<Record<string, string | undefined>>) => FieldFacts;
  /** Only where the field is in a response. */
  readonly inResponse?: true;
}

const required = (): FieldFacts => ({ required: 'required' });
const most = ({ count }: Readonly<Record<string, string | undefined>>): FieldFacts =>
  count === undefined ? {} : { maximum: Number(count.replaceAll(',', '')) };
const usual = ({ value }: Readonly<Record<string, string | undefined>>): FieldFacts =>
  value === undefined ? {} : { default: value };

const READINGS: readonly Reading[] = [
  {
    pattern: new RegExp(String.raw`\blimits? (?:the )?${NAME} to (?:a maximum of )?${COUNT}\b`, 'i'),
    facts: most,
  },
  {
    pattern: new RegExp(
      String.raw`\b${NAME} (?:is|are) limited to ${COUNT}\b|\bmaximum ${NAME.replaceAll('<name>', '<other>')} is ${COUNT.replaceAll('<count>', '<limit>')}\b`,
      'i',
    ),
    facts: ({ count, limit }) => most({ count: count ?? limit }),
  },
  {
    pattern: new RegExp(
      String.raw`\b${NAME} (?:must not|cannot|can not|may not|should not) (?:exceed|be (?:more|greater|larger) than) ${COUNT}\b`,
      'i',
    ),
    facts: most,
  },
  {
    pattern: new RegExp(String.raw`\b${NAME} is always (?:present|returned|included)\b`, 'i'),
    facts: required,
    inResponse: true,
  },
  {
    pattern: new RegExp(String.raw`\bonly (?:the )?${NAME} (?:is|are) (?:required|mandatory)\b`, 'i'),
    facts: required,
  },
  {
    pattern: new RegExp(String.raw`\bdefault (?:value )?(?:of |for )?${NAME} is ${VALUE}`, 'gi'),
    facts: usual,
  },
  { pattern: new RegExp(String.raw`\b${NAME} defaults to ${VALUE}`, 'gi'), facts: usual },
  {
    pattern: new RegExp(
      String.raw`\bdefault,? if no ${NAME} is (?:declared|given|set|specified|sent|provided|passed),? is ${VALUE}`,
      'gi',
    ),
    facts: usual,
  },
];

const REST =
  /\b(?:all )?other (?:fields|properties|parameters|attributes|values) (?:may|can|might) be (?:absent|missing|omitted|left out|empty)\b/i;

const SUBJECT = new RegExp(
  String.raw`^\W*(?:(?<what>(?:the )?[\w ]{3,40} (?:of|for) )|(?:the )?(?:field |parameter |property |attribute )?)\x60?${NAME}\x60?(?: (?:field|parameter|property|value|attribute))? (?<said>(?:is|are|must|should|can|cannot|may|has|have|defaults|accepts|takes)\b.*)$`,
  'i',
);

/** What every statement of a fact has in it. */
const STATES =
  /\d|["'`]|\b(?:default|null|required|mandatory|optional|one of|either|values?|must|cannot|can be|may be|positive|negative)/i;

function isKnown(name: string, { query, body, response }: KnownNames): boolean {
  const wanted = plainName(name);
  return (
    [...query].some((known) => plainName(known) === wanted) ||
    holderOf([...body, ...response], wanted) !== undefined
  );
}

/** The statements of a sentence whose subject is a field: `` `size` must be between 1 and 7 ``. */
function placeStatement(sentence: string, at: Place): void {
  if (!STATES.test(sentence)) return;
  const { what = '', name, said } = SUBJECT.exec(sentence)?.groups ?? {};
  if (name === undefined || said === undefined || !isKnown(name, at.names)) return;
  const {
    types: _,
    format: __,
    items: ___,
    ...facts
  } = readProse(`${what.replace(/ (?:of|for) $/, '')} ${said}`.trim());
  if (Object.keys(facts).length > 0) place(name, facts, at, false);
}

/** `Records are numbered in order of insertion, beginning from zero`: so are the fields that hold an index. */
const COUNTED =
  /\b(?:numbered|indexed|index(?:es)?|positions?)\b[^.]{0,60}\b(?:start|begin)(?:s|ning|ing)?,? (?:from|at|with) (?<first>zero|one|0|1)\b/i;

function placeCounted(sentence: string, into: Place): void {
  const first = COUNTED.exec(sentence)?.groups?.['first'];
  if (first === undefined) return;
  const { query, body, response } = into.names;
  const facts = { minimum: /zero|0/i.test(first) ? 0 : 1 };
  const isIndex = (name: string): boolean => /index$/i.test(name);
  const sent = [...query, ...body.flatMap(({ keys }) => keys)].filter(isIndex);
  const answered = response.flatMap(({ keys }) => keys).filter(isIndex);
  for (const name of new Set(sent)) place(name, facts, into, false);
  for (const name of new Set(answered)) place(name, facts, into, true);
}

/** What sentences of a description say of one field that the samples have: `limits "maxSize" to 1000`. */
export function placeSentences(text: ReadText, draft: Draft, names: KnownNames): void {
  const into: Place = { draft, names, at: text.source.at, prose: text.prose };
  for (const sentence of text.prose.slice(0, 20_000).split(/[.;!?](?=\s|$)|\n/)) {
    placeStatement(sentence, into);
    placeCounted(sentence, into);
  }
  for (const sentence of plain(text.prose.replaceAll('\n', '. ').slice(0, 20_000)).split(
    /[.;!?](?=\s|$)|, and /,
  )) {
    if (!/\b(?:limit|exceed|maximum|always|only|default)/i.test(sentence)) continue;
    for (const { pattern, facts, inResponse } of READINGS) {
      for (const { groups = {} } of sentence.matchAll(new RegExp(pattern, 'gi'))) {
        const name = groups['name'] ?? groups['other'];
        if (name !== undefined) place(name, facts(groups), into, inResponse === true);
      }
    }
  }
}

interface Place {
  readonly draft: Draft;
  readonly names: KnownNames;
  readonly at: string;
  readonly prose: string;
}

function place(
  name: string,
  facts: FieldFacts,
  { draft, names, at, prose }: Place,
  inResponse: boolean,
): void {
  const wanted = plainName(name);
  const query = [...names.query].find((known) => plainName(known) === wanted);
  const body = holderOf(names.body, wanted);
  if (!inResponse && body === undefined && query !== undefined)
    return add(draft.parameters.query, query, facts, at);
  const isAnswer = inResponse || body === undefined;
  const spot = isAnswer ? holderOf(names.response, wanted) : body;
  if (spot === undefined) return;
  const isRest = facts.required === 'required' && REST.test(prose);
  const key = isAnswer ? 'success' : 'body';
  const root = draft.roots.get(key) ?? fieldNode('', { at, confidence: 0.8, partial: true, origin: 'prose' });
  draft.roots.set(key, root);
  const into = descend(root, spot.path, at);
  add(into, name, facts, at);
  if (!isRest) return;
  for (const other of spot.keys)
    if (plainName(other) !== wanted) add(into, other, { required: 'optional' }, at);
}

function holderOf(spots: readonly Spot[], name: string): Spot | undefined {
  return spots.find((spot) => spot.names.has(name));
}

function add(
  into: Map<string, ReturnType<typeof fieldNode>>,
  name: string,
  facts: FieldFacts,
  at: string,
): void {
  const wanted = plainName(name);
  const known = [...into.values()].find((node) => plainName(node.name) === wanted);
  if (known === undefined)
    into.set(name, fieldNode(name, { at, facts, confidence: 0.7, partial: true, origin: 'prose' }));
  else known.facts = { ...facts, ...known.facts };
}
