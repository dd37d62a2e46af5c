import type { CanonicalOperation, CanonicalRequest } from '../../canonical-collection.ts';
import { fieldNode } from '../fields/field.ts';
import type { Documentation } from '../placing/documentation.ts';

/** A query key that says what a request does, where one path serves several operations: `?action=list`. */
export interface Action {
  readonly key: string;
  readonly values: ReadonlyMap<CanonicalRequest, string>;
}

const KEY =
  /^(?:m|a|act|action|method|cmd|command|op|operation|do|func|function|fn|mode|task|call|api|service|request|route)$/i;

/** The key by which the requests of an operation differ; every one of them sends a word for it. */
export function actionOf({ requests }: CanonicalOperation): Action | undefined {
  const keys = requests[0]?.queryParameters.map(({ name }) => name).filter((name) => KEY.test(name)) ?? [];
  for (const key of keys) {
    const values = new Map<CanonicalRequest, string>();
    for (const request of requests) {
      const value = request.queryParameters.find((field) => field.name === key && !field.disabled)?.value;
      if (value !== undefined && /^[A-Za-z][\w.-]{0,60}$/.test(value)) values.set(request, value);
    }
    if (values.size === requests.length && new Set(values.values()).size > 1) return { key, values };
  }
  return undefined;
}

/** The documentation with the actions as the values of their key. */
export function withAction(docs: Documentation, action: Action | undefined): Documentation {
  if (action === undefined) return docs;
  const known = docs.parameters.query.get(action.key);
  const [first] = action.values.keys();
  const facts = {
    enum: [...new Set(action.values.values())],
    enumConfidence: 0.8,
    required: 'required' as const,
    ...known?.facts,
  };
  const node = fieldNode(action.key, { at: first?.at ?? '', origin: 'structure', ...known, facts });
  const query = new Map(docs.parameters.query).set(action.key, node);
  return { ...docs, parameters: { ...docs.parameters, query } };
}
