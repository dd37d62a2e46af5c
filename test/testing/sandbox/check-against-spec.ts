import assert from 'node:assert/strict';
import { operations } from '../../../generated/operations.ts';
import * as validators from '../../../generated/validators.js';
import type { OperationDescriptor } from '../../../src/specwright/openapi/operation.ts';
import type { OperationId } from '../../../src/testing/sandbox/index.ts';
import type { Answer } from './caller.ts';

const validatorByName = new Map<string, unknown>(Object.entries(validators));

/** Fails the test unless an answer is what the OpenAPI document says: status, media type, body, error code. */
export function checkAgainstSpec(operationId: OperationId, { status, headers, text, body }: Answer): void {
  const descriptor: OperationDescriptor = operations[operationId];
  const documented = descriptor.responses.find((response) => response.status === `${status}`);
  assert.ok(documented, `status ${status} of ${operationId} is not documented`);
  const [content] = documented.content;
  if (content === undefined) {
    assert.equal(text, '');
    return;
  }
  assert.equal(headers.get('content-type')?.split(';')[0], content.mediaType);
  const validate = validatorByName.get(content.validator ?? '');
  if (typeof validate !== 'function') throw new Error(`there is no validator ${content.validator}`);
  assert.ok(validate(body), `${text} departs from ${content.validator}`);
}
