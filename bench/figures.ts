import { fold } from './measure.ts';
import type { Measurement } from './suite.ts';

/** Figures by table, then by group and contender. */
export class Figures {
  readonly #rounds = new Map<string, Map<string, Map<string, number[]>>>();

  add(table: string, group: string, contender: string, value: number): void {
    const groups = this.#rounds.get(table) ?? new Map<string, Map<string, number[]>>();
    const byContender = groups.get(group) ?? new Map<string, number[]>();
    byContender.set(contender, [...(byContender.get(contender) ?? []), value]);
    this.#rounds.set(table, groups.set(group, byContender));
  }

  of(table: string): Measurement[] {
    return [...(this.#rounds.get(table) ?? [])].flatMap(([group, byContender]) =>
      [...byContender].map(([contender, values]) => fold(group, contender, values)),
    );
  }
}
