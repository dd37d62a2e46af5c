import type { Json, JsonObject } from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import type { Action, Binding, Resource } from '../../openapi/resources.ts';
import type { Expectation } from '../engine/expectation.ts';
import type { Exchange } from '../exchange/exchange.ts';

/** An operation and what it does to its resource. */
export interface Bound {
  readonly operation: OperationDescriptor;
  readonly binding: Binding | Action;
  /** The parameter of the path by which a call that creates chooses the id. */
  readonly names?: string;
}

/** What replaces a record also creates one, where the document has it answer 201 and nothing else creates. */
export function withUpserts(bound: readonly Bound[]): readonly Bound[] {
  const created = new Set(
    bound
      .filter(({ binding }) => binding.role === 'create')
      .map(({ binding }) => binding.resource.collection),
  );
  const upserts = bound.flatMap((one): Bound[] => {
    const { operation, binding } = one;
    const { id, ...rest } = binding;
    const isUpsert =
      binding.role === 'replace' &&
      id?.in === 'path' &&
      operation.responses.some(({ status }) => status === '201');
    return isUpsert && !created.has(binding.resource.collection)
      ? [{ operation, binding: { ...rest, role: 'create' }, names: id.name }]
      : [];
  });
  return [...bound, ...upserts];
}

/** A record that the run created. */
export interface Made {
  readonly resource: Resource;
  readonly id: string;
  /** What was sent. */
  readonly sent: Json | undefined;
  /** What the answer showed. */
  readonly record: JsonObject;
  /** Values of the path of its collection. */
  readonly place: ReadonlyMap<string, string>;
  readonly exchange: Exchange;
}

/** Takes any documented answer: the request prepares another one. */
export function neutral(operation: OperationDescriptor): Expectation {
  return { accept: [{ statuses: documented(operation) }], because: 'the request is as the document says' };
}

const CLIENT_ERRORS = Array.from({ length: 100 }, (_, index) => 400 + index);

/** Documented statuses below 500, successes first. */
export function documented({ responses, isCoded }: OperationDescriptor): readonly number[] {
  // Where no refusal is documented, any may come: the operation is listed as not exercised. Where refusals come with a
  // success, those of HTTP itself may have a status all the same.
  const isOther = isCoded === true ? /^([23]|4(01|05|06|15|29)|5)/ : /^[23]/;
  const isSilent = responses.every(({ status }) => isOther.test(status));
  const statuses = responses.flatMap(({ status }) => {
    if (status === 'default') return CLIENT_ERRORS;
    return /^\dXX$/i.test(status)
      ? Array.from({ length: 100 }, (_, index) => Number(status[0]) * 100 + index)
      : [Number(status)];
  });
  const all = isSilent ? [...statuses, ...CLIENT_ERRORS] : statuses;
  return all.filter((status) => status < 500).sort((a, b) => a - b);
}
