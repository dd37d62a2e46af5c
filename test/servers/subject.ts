import { isObject, type Json, type JsonObject } from '../../src/specwright/base/json.ts';

/** A server that runs, with the document that it serves. */
export interface Served {
  readonly url: string;
  readonly document: JsonObject;
  close(): Promise<void>;
}

/** An application on a framework, with faults that can be planted one at a time. */
export interface Subject {
  readonly name: string;
  /** Secrets by security scheme. */
  readonly auth: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
  start(fault?: string): Promise<Served>;
}

/** Asks for planted faults by name; a name that is not listed is a mistake in the application. */
export function planting<T extends string>(faults: readonly T[], planted = ''): (name: T) => boolean {
  if (planted !== '' && !faults.some((name) => name === planted))
    throw new Error(`no such fault: ${planted}`);
  return (name) => name === planted;
}

/** The document as it goes over the wire. */
export function asDocument(value: unknown): JsonObject {
  const document: Json = JSON.parse(JSON.stringify(value));
  if (isObject(document)) return document;
  throw new Error('the framework made no document');
}
