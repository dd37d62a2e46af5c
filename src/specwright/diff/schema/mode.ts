import type { Prefix } from '../rules/rule.ts';

/** How a schema is used, as far as the comparison depends on it. */
export interface Mode {
  readonly prefix: Prefix;
  /** Values go over the wire as text, so that a number and its digits are one. */
  readonly asText: boolean;
}

export const parameterMode: Mode = { prefix: 'parameter', asText: true };
export const headerMode: Mode = { prefix: 'header', asText: true };

/** JSON, also one value after the other, keeps strings and numbers apart; forms, plain text and XML do not. */
export function bodyMode(prefix: 'request' | 'response', mediaType: string): Mode {
  return { prefix, asText: !JSON_TYPE.test(mediaType) };
}

const JSON_TYPE =
  /^(application\/(x-)?(json|jsonl|json-lines|ndjson|json-seq)|[^;]*\+json(-seq)?|\*\/\*)\s*(;|$)/i;

/** The mode of a parameter or a header whose value is written in a media type. */
export function writtenAs(mode: Mode, mediaType: string | undefined): Mode {
  return mediaType === undefined ? mode : { ...mode, asText: bodyMode('request', mediaType).asText };
}

export function flowsToServer(mode: Mode): boolean {
  return mode.prefix === 'request' || mode.prefix === 'parameter';
}
