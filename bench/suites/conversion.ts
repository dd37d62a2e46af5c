import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { converters, type Converter } from '../contenders/converters.ts';
import { judge, type Judgement } from '../contenders/judge-openapi.ts';
import { countRequests, syntheticCollection } from '../generate/collection.ts';
import { firstLine } from '../load-peer.ts';
import { fold, sideBySide, type Effort } from '../measure.ts';
import { medianOf } from '../report/ratio.ts';
import type { BenchOptions, Goal, Measurement, Suite, Table } from '../suite.ts';

const OURS = 'ours';
const KILO = 1024;
const SIZES = [16 * KILO, 64 * KILO, 256 * KILO, KILO * KILO, 4 * KILO * KILO] as const;

/** As people write one: variables in hosts, tables, several saved requests for one operation. */
const OWN = path.resolve(import.meta.dirname, '../../spec/collection.json');

interface Input {
  readonly group: string;
  readonly text: string;
}

/** What every converter made of one input; a failure is a sentence. */
type Verdicts = ReadonlyMap<string, Judgement | string>;

export const conversion: Suite = {
  name: 'conversion',
  async run(options) {
    const { ready, absent } = await converters();
    const measurements: Measurement[] = [];
    const verdicts = new Map<string, Verdicts>();
    for (const input of await inputsOf(options)) {
      const verdict = await judgeAll(ready, input);
      verdicts.set(input.group, verdict);
      const able = ready.filter(({ name }) => typeof verdict.get(name) !== 'string');
      const rounds = await sideBySide(
        able.map(({ name, convert }) => ({ name, run: () => convert(input.text) })),
        effort(options, input),
      );
      for (const [name, values] of rounds) measurements.push(fold(input.group, name, values, 1e-6));
    }
    const table: Table = {
      title: 'One collection, in process, from JSON text to document',
      unit: 'ms',
      better: 'lower',
      baseline: OURS,
      measurements,
      notes: notes(ready, verdicts),
    };
    return {
      title: 'Conversion of a Postman collection to OpenAPI',
      method: [
        'Synthetic collections of five sizes, the same on every machine, in the form that all converters accept; and one that people wrote.',
        'Every converter runs as compiled JavaScript: ours is compiled by the bench, the others come so from npm.',
        'A document counts as valid when the official OpenAPI schema and the structural rules of Redocly accept it.',
      ],
      tables: [table],
      goals: goals(table, verdicts),
      absent,
    };
  },
};

async function inputsOf({ quick, inputs }: BenchOptions): Promise<Input[]> {
  const sizes = quick ? SIZES.slice(0, 4) : SIZES;
  const synthetic = sizes.map((bytes) => {
    const collection = syntheticCollection(bytes);
    const text = JSON.stringify(collection);
    return { group: `${sizeOf(bytes)}, ${countRequests(collection['item'])} requests`, text };
  });
  const given = [OWN, ...inputs].map(async (file) => ({
    group: file === OWN ? "this project's collection" : path.basename(file, '.json'),
    text: await readFile(file, 'utf8'),
  }));
  return [...synthetic, ...(await Promise.all(given))];
}

function sizeOf(bytes: number): string {
  return bytes < KILO * KILO ? `${bytes / KILO} kB` : `${bytes / KILO / KILO} MB`;
}

/** Large inputs take seconds with some peers: they get fewer calls. */
function effort({ quick }: BenchOptions, { text }: Input): Effort {
  const large = text.length > 500 * KILO;
  return { rounds: quick ? 2 : 5, turnMs: quick ? 50 : 300, minSamples: large ? 1 : 3 };
}

async function judgeAll(ready: readonly Converter[], { text }: Input): Promise<Verdicts> {
  const verdicts = new Map<string, Judgement | string>();
  for (const { name, convert } of ready) {
    try {
      verdicts.set(name, await judge(await convert(text)));
    } catch (error) {
      verdicts.set(name, firstLine(error));
    }
  }
  return verdicts;
}

function notes(ready: readonly Converter[], all: ReadonlyMap<string, Verdicts>): Record<string, string> {
  return Object.fromEntries(
    ready.map(({ name }) => [name, noteOf([...all].map(([group, verdicts]) => [group, verdicts.get(name)]))]),
  );
}

function noteOf(verdicts: readonly (readonly [string, Judgement | string | undefined])[]): string {
  const parts = verdicts.map(([group, verdict]) => {
    if (verdict === undefined) return '';
    if (typeof verdict === 'string') return `${group}: fails (${verdict})`;
    return verdict.valid ? '' : `${group}: not valid OpenAPI`;
  });
  const last = verdicts.at(-1)?.[1];
  const kept = typeof last === 'object' ? `${last.operations} operations in the last` : '';
  return [...parts, kept].filter((part) => part !== '').join('; ');
}

function goals(table: Table, all: ReadonlyMap<string, Verdicts>): Goal[] {
  const groups = [...all.keys()];
  const perGroup = groups.map((group) => {
    const rivals = [...(all.get(group) ?? [])].filter(([name, verdict]) => name !== OURS && isValid(verdict));
    const fastest = Math.min(...rivals.map(([name]) => medianOf(table, group, name)));
    return {
      text: `converting ${group}: no slower than the fastest peer that yields a valid document`,
      actual: medianOf(table, group, OURS) / fastest,
      limit: 1,
      unit: 'x' as const,
      better: 'lower' as const,
    };
  });
  return [...perGroup, ...growth(table, groups)].filter(({ actual }) => Number.isFinite(actual));
}

function isValid(verdict: Judgement | string | undefined): boolean {
  return typeof verdict === 'object' && verdict.valid;
}

/** Sixteen times the input in about sixteen times the time. */
function growth(table: Table, groups: readonly string[]): Goal[] {
  const small = groups.find((group) => group.startsWith('256 kB'));
  const large = groups.find((group) => group.startsWith('4 MB'));
  if (small === undefined || large === undefined) return [];
  return [
    {
      text: 'cost grows with the input: 4 MB in at most 19x the time of 256 kB',
      actual: medianOf(table, large, OURS) / medianOf(table, small, OURS),
      limit: 19,
      unit: 'x',
      better: 'lower',
    },
  ];
}
