import * as fc from '../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { countRequests, syntheticCollection } from '../../bench/generate/collection.ts';
import { recordFields, recordSchema, sampleRecord } from '../../bench/generate/record-schema.ts';
import { seeded } from '../../bench/generate/random.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

describe('the synthetic collection', () => {
  it('is the same every time', () => {
    expect(JSON.stringify(syntheticCollection(50_000))).toBe(JSON.stringify(syntheticCollection(50_000)));
  });

  it('differs by seed', () => {
    expect(JSON.stringify(syntheticCollection(5000, 2))).not.toBe(
      JSON.stringify(syntheticCollection(5000, 3)),
    );
  });

  it.each([16_384, 262_144, 1_048_576])('has about the size asked for: %i bytes', (bytes) => {
    const size = JSON.stringify(syntheticCollection(bytes)).length;
    expect(size).toBeGreaterThanOrEqual(bytes);
    expect(size).toBeLessThan(bytes + 32_768);
  });

  it('holds requests of every method, with saved responses', () => {
    const text = JSON.stringify(syntheticCollection(20_000));
    expect(countRequests(syntheticCollection(20_000)['item'])).toBeGreaterThanOrEqual(5);
    for (const part of ['"POST"', '"DELETE"', '"originalRequest"', '| Name |', '"bearer"'])
      expect(text).toContain(part);
  });
});

describe('the record to validate', () => {
  it('fits its own schema, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const fields = recordFields(count);
        const ajv = new Ajv2020({ strict: false });
        formats.default(ajv);
        const validate = ajv.compile(recordSchema(fields));
        expect(validate(sampleRecord(fields))).toBe(true);
        expect(validate({ ...sampleRecord(fields), field0: '' })).toBe(false);
      }),
      { numRuns: 20 },
    );
  });
});

it('the seeded generator stays in its range and repeats', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, below) => {
      const value = seeded(seed).integer(below);
      expect(value).toBe(seeded(seed).integer(below));
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(below);
    }),
  );
});
