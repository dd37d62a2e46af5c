import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';

/*
 * What a collection says, read as plainly as possible and without any of the pipeline's own reading:
 * the yardstick must not bend with what it measures.
 */

export interface RawResponse {
  readonly name: string;
  readonly status: number | undefined;
  readonly text: string;
  readonly json: Json | undefined;
}

export interface RawRequest {
  readonly name: string;
  readonly method: string;
  /** Path segments behind the host, as written. */
  readonly segments: readonly string[];
  /** The same with declared variables replaced. */
  readonly resolved: readonly string[];
  readonly query: readonly string[];
  readonly headers: readonly string[];
  readonly form: readonly string[];
  /** JSON body, where the text is JSON as it stands or once bare variables are quoted. */
  readonly json: Json | undefined;
  /** Whether the text parses as JSON as it stands. */
  readonly strictJson: boolean;
  /** Auth type in force; `undefined` where nothing is said. */
  readonly auth: string | undefined;
  readonly apiKeyName: string | undefined;
  readonly authorization: string | undefined;
  readonly description: string;
  readonly responses: readonly RawResponse[];
  /** The request as the file has it, for those who send it. */
  readonly source: JsonObject;
}
