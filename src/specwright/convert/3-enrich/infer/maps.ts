import { addShape, emptyShape, type Shape } from './shape.ts';

/** Keys that are data: ids, dates, numbers. A name that a person gave a field is none of these. */
const DATA_KEY = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^\d{4}-\d\d(-\d\d)?(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/,
  /^\d+$/,
  /^[0-9a-f]{16,}$/i,
  /^(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{20,}$/,
  /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}$/i,
  /^https?:\/\//,
  /^\d{1,3}(\.\d{1,3}){3}$/,
];

/** A name in place of a key that is data: `<app id>`, `{name}`, `{{id}}`, `example.queue`. */
const STAND_IN = /^<[^<>]{1,80}>$|^\{{1,2}[^{}]{1,80}\}{1,2}$|^(?:example|sample|your|my|some)[. ]/i;

function isDataKey(key: string): boolean {
  return key.length <= 300 && (STAND_IN.test(key) || DATA_KEY.some((pattern) => pattern.test(key)));
}

export function isStandIn(key: string): boolean {
  return STAND_IN.test(key);
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const LANGUAGES = 'ar cs da de el en es fi fr he hi hu id it ja ko nb nl no pl pt ro ru sk sv th tr uk vi zh';
const LOCALE = new RegExp(`^(?:${LANGUAGES.replaceAll(' ', '|')})(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}))?$`);
/** Codes that are words as well: another code must be next to them. */
const WORDS = /^(?:he|hi|id|it|no|ALL|TOP|TRY)$/;

/** Keys that are currencies (`EUR`) or locales (`en`, `fr-CA`). */
function areCodes(keys: readonly string[]): boolean {
  const isKind = keys.every((key) => CURRENCIES.has(key)) || keys.every((key) => LOCALE.test(key));
  return isKind && keys.some((key) => !WORDS.test(key));
}

/** Whether the keys of an object are data, so that its values share one schema. */
export function isMap(shape: Shape): boolean {
  if (shape.properties.size === 0) return false;
  if (areCodes([...shape.properties.keys()])) return true;
  for (const key of shape.properties.keys()) if (!isDataKey(key)) return false;
  return true;
}

/** Keys of an object that mean any key: `<name>`, or `field_1` next to `field_n`. */
export function standInsOf({ properties }: Shape): ReadonlySet<string> {
  const keys = [...properties.keys()];
  const series = new Set(keys.filter((key) => /[a-z]_?n$/i.test(key)).map((key) => key.slice(0, -1)));
  return new Set(
    keys.filter((key) => {
      const stem = key.replace(/(?:\d+|n)$/i, '');
      return STAND_IN.test(key) || (stem !== key && series.has(stem) && properties.has(`${stem}1`));
    }),
  );
}

/** What the values of a map, or of some of its keys, have in common. */
export function valuesOf(shape: Shape, keys: Iterable<string> = shape.properties.keys()): Shape {
  const values = emptyShape();
  for (const key of keys) addShape(values, shape.properties.get(key) ?? emptyShape());
  return values;
}
