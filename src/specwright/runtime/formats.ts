/*
 * Formats that a schema may name (JSON Schema 2020-12, section 7.3 of the validation vocabulary), and how to say them.
 * A format that is not listed is a remark, not a rule.
 */

interface Format {
  /** What a value must be. */
  readonly what: string;
  fits(text: string): boolean;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i;
const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const EMAIL = new RegExp(String.raw`^${ATOM}(?:\.${ATOM})*@(?:${LABEL}\.)+${LABEL}$`, 'i');
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const last = month === '02' && leap ? 29 : (DAYS[Number(month) - 1] ?? 0);
  return Number(day) >= 1 && Number(day) <= last;
}

/** RFC 3339, section 5.6: with a time zone; a leap second where it can be one. */
function isTime(text: string): boolean {
  const found = TIME.exec(text);
  if (!found) return false;
  const [hour, minute, second, zoneHour, zoneMinute] = [1, 2, 3, 5, 6].map((at) => Number(found[at] ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return false;
  if (zoneHour === undefined || zoneMinute === undefined || zoneHour > 23 || zoneMinute > 59) return false;
  if (hour > 23 || minute > 59 || second > 60) return false;
  const offset = (zoneHour * 60 + zoneMinute) * (found[4] === '-' ? -1 : 1);
  return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 === 1439;
}

function isDateTime(text: string): boolean {
  return /^[t\s]$/i.test(text.charAt(10)) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

export const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['date-time', { what: 'a date and time like 2026-01-31T09:30:00Z', fits: isDateTime }],
  ['date', { what: 'a date like 2026-01-31', fits: isDate }],
  ['time', { what: 'a time like 09:30:00Z', fits: isTime }],
  ['email', { what: 'an email address', fits: (text: string) => EMAIL.test(text) }],
  ['uuid', { what: 'a UUID', fits: (text: string) => UUID.test(text) }],
  ['uri', { what: 'a URL with its scheme', fits: (text: string) => URL.canParse(text) }],
]);
