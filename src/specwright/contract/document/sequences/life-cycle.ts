/* What a document says of the states in which an operation is allowed: by words, by the names of states, by their order. */

import { singular, wordsOf } from '../../../base/names.ts';
import type { OperationDescriptor } from '../../../openapi/operation.ts';

/** What is known of an operation and of the states of its record. */
export interface Rules {
  readonly operation: OperationDescriptor;
  /** Summary and description. */
  readonly description: string;
  /** The words of a refusal for the state of the record. */
  readonly conflict: string;
  /** Whether there is such a refusal. */
  readonly hasConflict: boolean;
  readonly members: readonly string[];
  /** Where the operation leads. */
  readonly target: string | undefined;
  /** Where the others lead, by operation. */
  readonly targets: ReadonlyMap<string, string>;
  /** What a request chooses, where the operation does several things. */
  readonly choice?: string;
  /** What the document says of the life cycle elsewhere. */
  readonly cycle?: string;
  /** Whether it changes the state as any other property: what nothing forbids may be refused all the same. */
  readonly isChange?: boolean;
  /** The states that a table allows. */
  readonly allowed?: ReadonlySet<string>;
}

/** States that nothing follows. */
export const FINAL =
  /^(cancel|complet|deliver|receiv|clos|archiv|reject|refund|expir|done|finish|void|return|fulfil|declin|withdraw|abandon|delet|terminat|fail)/i;
/** Operations that lead back. */
const REVERSING = /re-?open|restore|refund|return|^un|retry|reactivat|revert|archiv|reset|resume|undo/i;
/** Operations that may skip what lies between. */
const LEAPING =
  /cancel|clos|archiv|resolv|reject|withdraw|expir|abandon|declin|fail|void|delet|terminat|skip|force/i;

/** Whether an operation is allowed in a state, as far as the document tells; `true` where nothing speaks against it. */
export function allowsFrom(state: string, rules: Rules): boolean {
  if (rules.allowed !== undefined) return rules.allowed.has(state);
  // A change to what is so already may do nothing.
  if (rules.isChange === true && rules.choice !== undefined && state === rules.target) return true;
  const chosen = rules.choice === undefined ? undefined : mayChoose(state, rules);
  if (chosen !== undefined) return chosen;
  if (isBarred(state, rules)) return false;
  if (rules.isChange === true && rules.choice !== undefined) return true;
  const { allowed, forbidden } = stated(rules);
  if (forbidden.has(state)) return false;
  if (allowed !== undefined) return allowed.has(state);
  const { target, hasConflict, operation } = rules;
  if (!hasConflict) return true;
  if (/idempotent|no effect|nothing happens|has no further/i.test(rules.description)) return true;
  const verb = rules.choice ?? verbOf(operation);
  if (target === undefined) return !(FINAL.test(state) && /\b(state|status)\b/i.test(rules.conflict));
  // A choice that is a state by name may do nothing there.
  if (state === target) return rules.choice === target;
  if (FINAL.test(state) && !REVERSING.test(verb)) return false;
  return !isLeap(state, rules, verb);
}

const CLOSED =
  /\b(any|all|no|every) others?\b|\b(is|are) final\b|\bonly\b|\b(allowed|possible|permitted|valid) (moves|transitions|changes)\b/i;

/** Whether the moves that a description lists, each with an arrow, have this one; `undefined` where it lists none. */
export function mayChoose(
  state: string,
  { description, cycle = '', members, target = '' }: Rules,
): boolean | undefined {
  for (const text of [description, cycle]) {
    const rows = movesIn(text, members);
    if (rows.length < 2 || !CLOSED.test(text)) continue;
    if (rows.some(({ to, isOpen }) => isOpen === true && to.includes(target))) return undefined;
    return rows.some(({ from, to }) => from.includes(state) && to.includes(target));
  }
  return undefined;
}

/** "An archived plan cannot be made active again": whether the words forbid a move from this state. */
function isBarred(
  state: string,
  { description, conflict, cycle = '', members, target = '' }: Rules,
): boolean {
  return [description, conflict, cycle]
    .flatMap((text) => text.split(/[.;\n]/))
    .some((sentence) => {
      const { from, to } = barredMove(sentence, members);
      return from.includes(state) && to.includes(target) && state !== target;
    });
}

/** The move that a sentence forbids; it leads nowhere where the sentence is about something else. */
function barredMove(sentence: string, members: readonly string[]): Row {
  const { index = sentence.length, 0: no = '' } =
    /\b(cannot|can't|can never|can not|must not|may not|never) (be|become|return to|go back to)\b/i.exec(
      sentence,
    ) ?? {};
  const related = (part: string): readonly string[] => [
    ...mentioned(part, members),
    ...wordsOf(part).flatMap((word) => relatedMember(word, members) ?? []),
  ];
  return { from: related(sentence.slice(0, index)), to: related(sentence.slice(index + no.length)) };
}

interface Row {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Set where the words do not say from where: "and either to closed". */
  readonly isOpen?: true;
}

/** The moves that a text lists: "open -> paid", "open to pending or solved, solved to closed". */
export function movesIn(description: string, members: readonly string[]): readonly Row[] {
  const rows: Row[] = [];
  for (const sentence of description.split(/[.;\n]/)) {
    // How many rows the last move of the sentence has: one there, and one back where it leads both ways.
    let last = 0;
    for (const part of sentence.split(',')) {
      const [first = '', ...others] = part.split(/(->|=>|→|➜|⇄|<->|\bto\b)/);
      const groups = [first, ...others.filter((_, index) => index % 2 === 1)].map((group) =>
        statesIn(group, members),
      );
      const signs = others.filter((_, index) => index % 2 === 0);
      // "Open to paid, closed": a state more where the last move may lead.
      if (groups.length === 1 && last > 0) {
        const more = groups[0] ?? [];
        const [there, ...back] = rows.splice(-last);
        rows.push(
          { ...there, from: there?.from ?? [], to: [...(there?.to ?? []), ...more] },
          ...back.map(({ from, to }) => ({ from: [...from, ...more], to })),
        );
      }
      for (const [index, from] of groups.slice(0, -1).entries()) {
        const to = groups[index + 1] ?? [];
        if (from.length === 0 && to.length > 0 && last > 0 && /\b(either|both|any|each|all)\b/i.test(first))
          rows.push({ from: members, to, isOpen: true });
        if (from.length === 0 || to.length === 0) continue;
        const isBoth = /⇄|<->/.test(signs[index] ?? '');
        rows.push({ from, to }, ...(isBoth ? [{ from: to, to: from }] : []));
        last = isBoth ? 2 : 1;
      }
    }
    // "From new and screening an application can also be rejected"
    const [, before = '', after = ''] =
      /^(.*)\b(?:can|may)(?: also| then)? (?:be|become)\b(?! \w+ (?:only|if|when|unless))(.*)$/i.exec(
        sentence,
      ) ?? [];
    const [from, to] = [mentioned(before, members), mentioned(after, members)];
    if (from.length > 0 && to.length > 0) rows.push({ from, to });
  }
  return rows;
}

/** The states that a text names; "every state but closed" names all others. */
function statesIn(text: string, members: readonly string[]): readonly string[] {
  const named = mentioned(text, members);
  const isOthers = /\b(every|any|all)\b.*\b(but|except|other than)\b/i.test(text);
  return isOthers ? members.filter((member) => !named.includes(member)) : named;
}

/** Whether the words of the document name a state among several that allow an operation. */
export function isListed(state: string, rules: Rules): boolean {
  const allowed = rules.allowed ?? stated(rules).allowed;
  return allowed !== undefined && allowed.size > 1 && allowed.has(state);
}

/** "Moves a `done` task back to `open`": whether the words say so of only this state, and name no other condition. */
export function isOnlyState(state: string, rules: Rules): boolean {
  const { allowed } = stated(rules);
  const words = `${rules.description} ${rules.conflict}`;
  const isFree = !/\b(if|unless|when|while|provided|and has|without|at least)\b/i.test(words);
  const isTold = rules.description
    .split(/[.;\n]/)
    .some(
      (text) =>
        /^\s*(moves|brings|takes|turns|makes) an? /i.test(text) && mentioned(text, [state]).length > 0,
    );
  return isTold && isFree && allowed?.size === 1 && allowed.has(state);
}

/** "A request can be resolved once": whether the words say so of what an operation is named for. */
export function isOnce({
  operation,
  description,
  conflict,
}: Pick<Rules, 'operation' | 'description' | 'conflict'>): boolean {
  const verb = verbOf(operation).toLowerCase();
  const isVerb = (word = ''): boolean =>
    verb.length > 3 && common(word.toLowerCase(), verb) >= verb.length - 1;
  const said = [
    ...description.matchAll(/\bcan (?:only )?be (\w+) (?:only |just )?once\b/gi),
    ...conflict.matchAll(/\balready[ _-](\w+)/gi),
    ...conflict.matchAll(/\b(?:was|is|has been) (\w+) (?:before|already)\b/gi),
  ];
  return said.some(([, word]) => isVerb(word));
}

/** "Leaving `held` needs a declaration": whether no sentence but the list of moves asks for something there. */
export function asksNothing(state: string, { description, conflict, members, target = '' }: Rules): boolean {
  return [description, conflict]
    .flatMap((text) => text.split(/[.;\n]/))
    .filter((text) => movesIn(text, members).length === 0 && NEEDING.test(text))
    .every((text) => {
      const named = new Set([...mentioned(text, members), ...deedsIn(text, members)]);
      return !named.has(state) && !named.has(target);
    });
}
const NEEDING = /\b(needs?|requires?|at least|lacks?|provided|unless|must have|on file)\b/i;

/** Whether the document lists a move among all that there are, and names no condition for it elsewhere. */
export function isUnconditional(state: string, rules: Rules): boolean {
  const { description, conflict, cycle = '', members, target } = rules;
  const isSaid = rules.allowed?.has(state) === true || mayChoose(state, rules) === true;
  if (rules.choice === undefined || target === undefined || !isSaid || !asksNothing(state, rules))
    return false;
  return [description, conflict, cycle]
    .flatMap((text) => text.split(/[.;\n]/))
    .filter((text) => movesIn(text, members).length === 0 && mentioned(text, [target]).length > 0)
    .every(
      (text) =>
        !/\b(only|if|unless|when|must|requires?|needs?|provided|until|after|without|least)\b/i.test(text),
    );
}

/** The row of a choice in a table of the description that says from which states it leads where. */
export function rowOf(
  description: string,
  choice: string | undefined,
  members: readonly string[],
): { readonly allowed: ReadonlySet<string>; readonly target: string | undefined } | undefined {
  const rows = description
    .split('\n')
    .filter((line) => /^\s*\|/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim()),
    );
  const [head = []] = rows;
  const [from, to] = [/^from$|^(state )?before$/i, /^to$|^(state )?after$/i].map((name) =>
    head.findIndex((cell) => name.test(cell)),
  );
  const row = rows.find((cells) => choice !== undefined && cells[0] === choice);
  if (row === undefined || from === undefined || from < 0) return undefined;
  const allowed = mentioned(row[from] ?? '', members);
  const [target] = mentioned(row[to ?? -1] ?? '', members);
  return allowed.length === 0 ? undefined : { allowed: new Set(allowed), target };
}

/** Whether a state of its own lies between this one and the target, in the order of the document. */
function isLeap(state: string, { members, target, targets, operation }: Rules, verb: string): boolean {
  const [from, to] = [members.indexOf(state), members.indexOf(target ?? '')];
  if (LEAPING.test(verb) || REVERSING.test(verb) || from < 0) return false;
  const between = members.slice(from + 1, to).filter((member) => !LEAPING.test(member));
  return between.some((member) =>
    [...targets].some(([id, other]) => other === member && id !== operation.id && other !== target),
  );
}

const NEGATIVE =
  /\b(not|no longer|cannot|can't|never|already|refused?s?|rejected|rejects|fails?|forbidden)\b/i;
/** What an action needs, even in the words of a refusal. */
const NEEDED = /\b(only|must|unless|requires?|needs?|expect(s|ed)|has to be|other than|otherwise|else)\b/i;
const POSITIVE = /\b(that (is|are)|which (is|are)|while|as long as|in state)\b/i;
const ABLE = /^(.*\b(?:that|which) (?:is|are)\b.*)\b(?:can|may) be\b/i;
const LACKING = /\b(without|lacking|with no|that (has|have) no|whose)\b/i;
const RESULT = /^(?!.*\b(?:if|when|once|while|that|which|who|cannot|must)\b).*\b(?:is|are) no longer\b/i;
const OTHERS = /\bany(thing)? (other|else)\b|\botherwise\b|\belse\b/i;
const OTHER_ONES = /\b(any|all)? ?others?( \w+){0,2} (is|are|gets?|gives?|answers?)\b/i;

/** States that the words of the document allow or forbid. */
function stated(rules: Omit<Rules, 'operation' | 'targets'>): {
  allowed: ReadonlySet<string> | undefined;
  forbidden: ReadonlySet<string>;
} {
  const allowed = new Set<string>();
  const forbidden = new Set<string>();
  const { members, target, hasConflict } = rules;
  // A code such as `not-open` is a name: it says nothing by itself.
  const withoutCodes = (text: string): string =>
    text
      .replaceAll(/`([^`\s]+)`/g, (whole, name: string) =>
        /[-_/:]/.test(name) && !members.includes(name) ? '' : whole,
      )
      .replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => (members.includes(name) ? name : ''))
      // "The agent already has five open or pending tickets" is about those.
      .replaceAll(HELD, '')
      // What is "not possible" is refused, and the words name what is.
      .replaceAll(/\bnot (possible|allowed|permitted|accepted)\b/gi, 'refused');
  // "Must be open, else the call is refused": what is needed, and what follows where it is not so.
  const description = withoutCodes(rules.description).replaceAll(/, (?=(else|otherwise)\b)/gi, '; ');
  const conflict = withoutCodes(rules.conflict);
  const note = (kept: Set<string>, text: string, left?: string): void =>
    mentioned(text, members)
      .filter((member) => member !== left)
      .forEach((member) => kept.add(member));
  // "`status` moves: trading -> suspended" does not say when the rest is changed.
  const isOfRest = rules.isChange === true && rules.choice === undefined;
  const arrow = isOfRest ? undefined : beforeArrow(description);
  if (arrow !== undefined) note(allowed, arrow);
  const isOfOne = (sentence: string): boolean => {
    const { from, to } = barredMove(sentence, members);
    return from.length === 0 || to.length === 0;
  };
  // A list of moves says what may be chosen, which is looked at apart.
  const leastMoves = isOfRest ? 1 : rules.choice === undefined ? Infinity : 2;
  const isOfMoves = (sentence: string): boolean => movesIn(sentence, members).length >= leastMoves;
  const sentences =
    arrow === undefined
      ? description.split(/[.;\n]/).filter((sentence) => isOfOne(sentence) && !isOfMoves(sentence))
      : [];
  for (const [index, sentence] of sentences.entries()) {
    // "Opens an account": the verb is not a state.
    const said = sentence.trim().replace(/^\w+s\b/, '');
    // "Moves a submitted claim to rejected" refuses nothing.
    const bare = withoutNames(sentence, members);
    const isRefusal = /\b4\d\d\b|\b(is|are) (refused|rejected)\b/.test(bare);
    const lacked = isRefusal ? lackedIn(sentence, members) : [];
    if (lacked.length > 0) lacked.forEach((member) => allowed.add(member));
    // "An open one without a date is refused" is not about each open one.
    else if (isRefusal && LACKING.test(bare)) continue;
    // "Either way the request is no longer pending" is what comes of it.
    else if (!isRefusal && RESULT.test(bare)) continue;
    else if (firstIn(sentence, members).length > 0) note(forbidden, firstIn(sentence, members).join(' '));
    else if (NEGATIVE.test(bare)) note(forbidden, said, target);
    // "Tickets which are new or open can be assigned": the state that it leads to is one of them.
    else if (ABLE.test(sentence)) note(allowed, ABLE.exec(sentence)?.[1] ?? '');
    else if (NEEDED.test(sentence) || (POSITIVE.test(sentence) && !isRefusal)) note(allowed, said, target);
    // "Moves an open order to paid", "An open loan can be renewed"
    else if (hasConflict) {
      note(allowed, /\b(?:moves?|brings?|takes?|turns?)\b(.*?)\b(?:in)?to\b/i.exec(sentence)?.[1] ?? '');
      // "An issued or active voucher becomes cancelled, a used one becomes refunded"
      if (target !== undefined)
        for (const { from } of turnsIn(sentence, members)) note(allowed, from.join(' '), target);
      // "Makes a draft or a published event `cancelled`", "Deletes a draft or an archived flag"
      note(allowed, /^\s*(?:makes?|deletes?|removes?) an? (.*)/i.exec(sentence)?.[1] ?? '', target);
      note(allowed, /^(.*?)\b(?:can|may)\b/i.exec(said)?.[1] ?? '', target);
    }
    const isOthers = isRefusal && OTHER_ONES.test(sentence);
    const least = isOthers ? 0 : OTHERS.test(sentence) ? index - 1 : index;
    for (let at = index - 1; at >= least && allowed.size === 0; at -= 1)
      note(allowed, sentences[at] ?? '', target);
  }
  // "Must be planned, and its load must not be above": each is a rule of its own.
  for (const sentence of conflict.split(/[.;\n]|, and (?=[^.;\n,]*\bmust\b)/).filter(isOfOne)) {
    // "Must be active and not past its day" needs a state.
    const barred = /\bmust\b(?:(?!\band\b)[^,])*\bnot\b(.*)/i.exec(sentence)?.[1];
    if (/\b(must|may|can|should)(n't| ?not| no longer)\b|\bnot while\b/i.test(sentence))
      note(forbidden, sentence);
    else if (barred !== undefined) note(forbidden, barred);
    else if (NEEDED.test(sentence) && !/\balready\b/i.test(sentence))
      note(allowed, sentence.trim().replace(/^\w+s\b/, ''), target);
    else refusedIn(sentence, (text, isLack) => note(isLack ? allowed : forbidden, text));
  }
  for (const member of forbidden) allowed.delete(member);
  return { allowed: allowed.size > 0 ? allowed : undefined, forbidden };
}

/** "An issued order becomes cancelled, a paid order becomes refunded": what a description says of each state. */
export function turnsIn(description: string, members: readonly string[]): readonly Row[] {
  return description.split(/[.;\n]/).flatMap((sentence) =>
    [...sentence.matchAll(/(?:^\s*|, |\band )an? ([^,]*?)\bbecomes\b([^,]*)/gi)].flatMap(
      ([, before = '', after = '']) => {
        const [from, to] = [mentioned(before, members), mentioned(after, members)];
        return from.length > 0 && to.length > 0 ? [{ from, to }] : [];
      },
    ),
  );
}

/** "A published document must be archived first": the states in which something else comes first. */
function firstIn(sentence: string, members: readonly string[]): readonly string[] {
  const [, before = ''] = /^(.*?)\bmust (?:first )?be\b.*\bfirst\b/i.exec(sentence) ?? [];
  return mentioned(before, members);
}

/** A text without the names of states. */
function withoutNames(text: string, members: readonly string[]): string {
  const names = members.flatMap((member) => (/^[\w-]+$/.test(member) ? [member] : []));
  return names.length === 0 ? text : text.replaceAll(new RegExp(`\\b(${names.join('|')})\\b`, 'gi'), '');
}

/** The words before the first arrow, which names of states in quotes may be among. */
function beforeArrow(text: string): string | undefined {
  const [before = '', ...after] = text.replaceAll(/[`'"*]/g, '').split(/->|=>|→|➜/);
  const words = after.length > 0 ? before.split(/[^\w -]/).at(-1) : undefined;
  return words?.trim() === '' ? undefined : words;
}

/** "What is not open or held answers 409": the states that a refusal says lack. */
function lackedIn(sentence: string, members: readonly string[]): readonly string[] {
  const after =
    /\b(?:not|no longer)\b(?: yet)?(?: in)?(?: state)?\W+([^,(]*?)(?= (?:is|are|gets?|gives?|answers?|with)\b|[,(]|$)/i.exec(
      sentence,
    )?.[1] ?? '';
  const found = mentioned(after, members);
  const rest = wordsOf(after).length - found.reduce((sum, member) => sum + wordsOf(member).length, 0);
  // "or", and a word like "longer" at the most
  return rest <= Math.max(1, found.length) ? found : [];
}

/** The states in which the words of a refusal say that it comes. */
export function refusedStates(conflict: string, members: readonly string[]): readonly string[] {
  const words = { description: '', conflict, members, target: undefined, hasConflict: true };
  const { allowed, forbidden } = stated(words);
  return members.filter((member) => forbidden.has(member) || allowed?.has(member) === false);
}

const NOT_FOR = /^\s*(not|never) (?=(for|on|with) [^,]{1,60}\b(that|which) (is|are|was|were)\b)/i;

/** What something has, up to the next part of a sentence. */
const HELD =
  /\b(?:has|have|had|holds?) (?!been\b|(?:[\w`]+ ){0,3}(?:status|state)s?\b)(?:(?!,| or (?:is|are|was|were|it|its|the|an?|has|have|not)\b)[^;]){1,200}/gi;

/** "Returned, or not yet paid": each part says which state is refused, or which one lacks. */
function refusedIn(sentence: string, note: (text: string, isLack: boolean) => void): void {
  let isLack = false;
  // "It is reserved, and the member is not first in the queue": neither is refused by itself.
  if (
    /\b(is|are|was|were|has|have)\b[^,]*,? and (the|an?|its?|this|that) [^,]*\b(is|are|was|were|has|have)\b/i.test(
      sentence,
    )
  )
    return;
  // "Not for an order that is draft or cancelled" bars both.
  for (const part of sentence.replace(NOT_FOR, '').split(/,|\bor\b/)) {
    const isClause = /\b(is|are|was|were|been|already|there|answers?|gives?|gets?|returns?)\b/i.test(part);
    const isNegated = /\b(not|no longer|neither|nor)\b|n't\b/i.test(part);
    if (isClause || isNegated) isLack = isNegated;
    // What is not yet so may be later, and a few words without a verb are a state only where they name little else.
    if (
      /\b(yet|before|until)\b/i.test(part) ||
      LACKING.test(part) ||
      (!isClause && !isNegated && wordsOf(part).length > 3)
    )
      continue;
    note(part, isLack);
  }
}

/** The states that a text names. */
export function mentioned(text: string, members: readonly string[]): string[] {
  return members.filter((member) => {
    const words = wordsOf(member).map((word) => word.toLowerCase());
    if (words.length === 0 || member.startsWith('not ')) return false;
    const name = words.join('[ _-]?');
    // What is said of the last owner is not about each owner.
    if (new RegExp(`\\b(last|sole|the only)[ _]${name}`, 'i').test(text)) return false;
    // "Two interviews at the same time" are things, not a state.
    const things = new RegExp(`\\b(another|two|three|several|more than one) ${name}s?\\b(?! \\w+s\\b)`, 'gi');
    // `archived_at` is a date.
    return new RegExp(`(^|[^a-z])${name}s?($|[^a-z_]|_(?!(at|on|by|date|time|reason)\\b))`, 'i').test(
      text.replaceAll(things, ''),
    );
  });
}

/** The last word of the path: `cancel` of `/orders/{id}/cancel`, `/order.cancel`, `/orders/{id}:cancel` and `/cancelOrder`. */
export function verbOf({ path }: OperationDescriptor): string {
  const name = path.split(/[/.:]/).at(-1) ?? '';
  return /^\/[a-z]+[A-Z]\w*$/.test(path) ? (wordsOf(name)[0] ?? name) : name;
}

/** The state that the document says an operation leads to, or that its verb means. */
export function targetOf(
  operation: OperationDescriptor,
  description: string,
  members: readonly string[],
  choice?: string,
): string | undefined {
  if (choice !== undefined)
    return (
      rowOf(description, choice, members)?.target ??
      members.find((member) => member === choice) ??
      relatedMember(choice, members)
    );
  const moved =
    /(?:\b(?:moves?|brings?|turns?|sets?|puts?)\b[^.;\n]*?\b(?:in)?to\b|\bgives?\b[^.;\n]*?\bthe (?:status|state)\b|->|=>|→|➜)([^,.;\n]*)/i.exec(
      description,
    );
  const [said, ...others] = mentioned(moved?.[1] ?? '', members);
  if (said !== undefined && others.length === 0) return said;
  // `POST /applications/{id}/interviews` adds one: the word is a noun.
  const verb = verbOf(operation);
  const isNoun = singular(verb) !== verb && members.includes(singular(verb));
  return isNoun ? undefined : relatedMember(verb, members);
}

/** The one state that the verb of an operation means: `cancelled` for `cancel`. */
export function relatedMember(word: string, members: readonly string[]): string | undefined {
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '');
  const verb = letters(word);
  const irregular = IRREGULAR.get(verb);
  const related = members.filter((member) => {
    const state = letters(member);
    if (member.startsWith('not ') || verb.length < 3) return false;
    return (
      state === irregular || state.startsWith(verb) || common(state, verb) >= Math.max(4, verb.length - 1)
    );
  });
  return related.length === 1 ? related[0] : undefined;
}

/** The states that the words for what is done name: "cancelling", "withdrawal", "submission"; not "the application". */
export function deedsIn(text: string, members: readonly string[]): readonly string[] {
  const stems = [
    ...[...text.matchAll(/\b([a-z]{3,})ing\b/gi)].map(([, stem = '']) => stem),
    ...[...text.matchAll(/(?:^|\b(\w+) )([a-z]{3,}?)(al|ssion|ation|ion|ment)\b/gi)].flatMap(
      ([, before = '', stem = '', end = '']) =>
        /^(the|an?|its|his|her|their|this|that|each|every|of|for|per)$/i.test(before)
          ? []
          : [/^ssion$/i.test(end) ? `${stem}t` : stem],
    ),
  ];
  return stems.flatMap((stem) => relatedMember(stem, members) ?? []);
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['pay', 'paid'],
  ['send', 'sent'],
  ['freeze', 'frozen'],
  ['hold', 'held'],
  ['begin', 'begun'],
  ['lose', 'lost'],
  ['win', 'won'],
]);

/** How many characters two words begin with alike. */
export function common(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1;
  return length;
}
