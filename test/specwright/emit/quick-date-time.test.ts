import { fullFormats } from 'ajv-formats/dist/formats.js';
import fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { QUICK_DATE_TIME } from '../../../src/specwright/emit/quick-date-time.ts';

interface FormatDefinition {
  readonly validate: (text: string) => boolean;
}

const quickDateTime: (format: FormatDefinition) => FormatDefinition = new Function(
  `${QUICK_DATE_TIME} return quickDateTime;`,
)();

const full = definitionOf(fullFormats['date-time']);
const quick = quickDateTime(full);

function definitionOf(format: unknown): FormatDefinition {
  const validate: unknown = Reflect.get(Object(format), 'validate');
  if (typeof validate !== 'function') throw new Error('ajv-formats has no function for date-time');
  return { validate: (text) => validate(text) === true };
}

const two = (low: number, high: number) =>
  fc.integer({ min: low, max: high }).map((value) => String(value).padStart(2, '0'));
const nearly = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }).map((year) => String(year).padStart(4, '0')),
    two(0, 13),
    two(0, 32),
    fc.constantFrom('T', 't', ' ', '\n', '', 'TT'),
    two(22, 25),
    two(58, 61),
    two(58, 61),
    fc.constantFrom('', '.0', '.123456789', '.', ',5'),
    fc.constantFrom('Z', 'z', '', '+00:00', '-08:00', '+0530', '-23:59', '+24:00', '+01', '+1', 'Z\n'),
  )
  .map(([year, month, day, separator, hour, minute, second, fraction, zone]) =>
    [year, '-', month, '-', day, separator, hour, ':', minute, ':', second, fraction, zone].join(''),
  );

describe('quickDateTime', () => {
  it('agrees with ajv-formats on what is nearly a date-time', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        expect(quick.validate(text)).toBe(full.validate(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('agrees with ajv-formats on every day of a common year, a leap year and the ends of centuries', () => {
    for (const year of ['0000', '1900', '2000', '2023', '2024', '2100'])
      for (let month = 0; month <= 13; month += 1)
        for (let day = 0; day <= 32; day += 1) {
          const date = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
          expect([date, quick.validate(`${date}T10:00:00Z`)]).toEqual([
            date,
            full.validate(`${date}T10:00:00Z`),
          ]);
        }
  });

  it('asks ajv-formats only about what is not plainly right', () => {
    const asked: string[] = [];
    const spied = quickDateTime({
      validate: (text) => {
        asked.push(text);
        return false;
      },
    });
    expect(spied.validate('2024-05-31T10:00:00.000+02:00')).toBe(true);
    expect(spied.validate('1998-12-31T23:59:60Z')).toBe(false);
    expect(asked).toEqual(['1998-12-31T23:59:60Z']);
  });
});
