/* Properties of a body that go with one value of another one: "must be given when `status` is `assigned`". */

import {
  isObject,
  objectAt,
  omit,
  own,
  ownList,
  ownString,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
import { mentioned } from './sequences/life-cycle.ts';
import { mentions, readable } from './sentences.ts';
import { speaksOf } from './values.ts';

/** What the words of a document say of a property and the value of another one. */
export interface Tie {
  readonly name: string;
  readonly by: string;
  /** The value that is taken where a body has none. */
  readonly standard: Json | undefined;
  readonly members: readonly string[];
  /** Whether these values need it. */
  readonly isNeeded: boolean;
  /** Whether others go without it. */
  readonly isOnly: boolean;
}

/** A property that others may go with: an enumeration, or one that is true or false. */
interface Choice {
  readonly by: string;
  readonly members: readonly string[];
  readonly standard: Json | undefined;
  readonly isSwitch: boolean;
  /** The values that words name. */
  said(text: string): readonly string[];
}
const SWITCH = ['true', 'false'];

const NEEDED =
  /^(?!.*\b(?:not|left out|omitted)\b).*\b(must (?:be|have)|has to be|required|needed|mandatory|obligatory)\b/i;
const ONLY =
  /\bonly\b|\b(left out|omitted|absent|refused|ignored|not (?:be )?(?:given|sent|allowed|permitted|present|set))\b.*\b(otherwise|else)\b|\b(otherwise|else|any other|other \w+)\b.*\b(left out|omitted|absent|refused|not)\b/i;
const UNUSED =
  /\b(not (used|looked at|needed|allowed|permitted|accepted)|ignored|unused|no (meaning|effect)|must not be (given|sent|set)|must be (null|left out|omitted|absent|empty)( or (null|left out|omitted|absent|empty))?)\s*$/i;
const NOT = /\b(not|non|un|isn't|false)\b/i;
const CONDITION = /^(.*?)\b(?:when|if|where|while|for|with)\b(.*)/i;

/** What the descriptions of the properties, and the words of the operation, say of them. */
export function tiesIn(schema: JsonObject | undefined, words: string): readonly Tie[] {
  const properties = objectAt(schema, 'properties');
  const choices = Object.entries(properties).flatMap(([by, property]): Choice[] => {
    const members = ownList(property, 'enum').filter((member) => typeof member === 'string');
    const standard = own(property, 'default');
    if (members.length > 1)
      return [{ by, members, standard, said: (text) => mentioned(text, members), isSwitch: false }];
    // "For a permanent flag": `permanent` is true.
    const said = (text: string): readonly string[] => (mentions(text, by) ? [String(!NOT.test(text))] : []);
    return own(property, 'type') === 'boolean'
      ? [{ by, members: SWITCH, standard, said, isSwitch: true }]
      : [];
  });
  const required = new Set(ownList(schema, 'required'));
  return Object.entries(properties).flatMap(([name, property]): Tie[] => {
    if (required.has(name)) return [];
    const description = readable(ownString(property, 'description'));
    const others = choices.filter(({ by }) => by !== name);
    const isAlone = others.filter(({ isSwitch }) => !isSwitch).length === 1;
    const told = others.flatMap(({ by, members, standard, said, isSwitch }): Tie[] => {
      const isNamed = (text: string): boolean => isSwitch || isAlone || speaksOf(text, by);
      for (const sentence of description.split(/[.;\n]/)) {
        const [, head = '', condition = ''] = CONDITION.exec(sentence) ?? [];
        const [before = ''] = condition.split(/\b(?:and|but|otherwise|else)\b|,/i);
        const meant = isNamed(before) ? said(before) : [];
        // "Not used when the outcome is `lost`"
        const isUnused = UNUSED.test(head);
        const tie: Tie = {
          name,
          by,
          standard,
          members: isUnused ? members.filter((member) => !meant.includes(member)) : meant,
          isNeeded: !isUnused && NEEDED.test(head),
          isOnly: isUnused || ONLY.test(description),
        };
        if (meant.length > 0 && (tie.isNeeded || tie.isOnly)) return [tie];
      }
      return [];
    });
    if (told.length > 0) return told;
    // "Moving to `assigned` needs an `assignee`"
    return others.flatMap(({ by, standard, said }): Tie[] => {
      const sentence =
        words.split(/[.;\n]/).find((text) => speaksOf(text, name) && /\b(needs?|requires?)\b/i.test(text)) ??
        '';
      const [before = '', after = ''] = sentence.split(/\b(?:needs?|requires?)\b/i);
      const meant = speaksOf(after, name) ? said(before) : [];
      return meant.length === 0
        ? []
        : [{ name, by, standard, members: meant, isNeeded: true, isOnly: false }];
    });
  });
}

/** Whether a body has what its choices need, and nothing that goes with others. */
export function follows(body: Json | undefined, ties: readonly Tie[]): boolean {
  return ties.every((tie) => isObject(body) && standing(body, tie) === undefined);
}

/** What a body does wrong; `undefined` where it is as the words say. */
function standing(
  body: JsonObject,
  { name, by, standard, members, isNeeded, isOnly }: Tie,
): 'lacks' | 'has' | undefined {
  const chosen = own(body, by) ?? standard;
  const isThere = own(body, name) !== undefined && own(body, name) !== null;
  if (typeof chosen !== 'string' && typeof chosen !== 'boolean') return undefined;
  if (members.includes(String(chosen))) return isNeeded && !isThere ? 'lacks' : undefined;
  return isOnly && isThere ? 'has' : undefined;
}

/** The body as its choices want it; what it lacks is taken from other bodies. */
export function tied(
  body: JsonObject,
  ties: readonly Tie[],
  others: readonly (Json | undefined)[],
): JsonObject {
  let result = body;
  for (const tie of ties) {
    const wrong = standing(result, tie);
    const known = others
      .map((other) => own(other, tie.name))
      .find((one) => one !== undefined && one !== null);
    if (wrong === 'has') result = omit(result, tie.name);
    else if (wrong === 'lacks' && known !== undefined) result = { ...result, [tie.name]: known };
  }
  return result;
}

/** A change of a record, without the choices that do not go with what the record already has. */
export function fitting(change: JsonObject, ties: readonly Tie[], known: JsonObject): JsonObject {
  let result = change;
  for (const tie of ties) {
    if (standing({ ...known, ...result }, tie) === undefined) continue;
    const old = own(known, tie.by);
    result = { ...omit(result, tie.by), ...(old !== undefined && { [tie.by]: old }) };
  }
  return result;
}
