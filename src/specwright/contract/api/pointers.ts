import { pointerTo } from '../../base/pointer.ts';
import type { JsonPointer } from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';

/** Places in the OpenAPI document that findings point to. */

export function operationPointer(operation: OperationDescriptor): JsonPointer {
  return pointerTo('paths', operation.path, operation.method.toLowerCase());
}

export function responsesPointer(operation: OperationDescriptor): JsonPointer {
  return operationPointer(operation) + pointerTo('responses');
}

export function responsePointer(operation: OperationDescriptor, status: string): JsonPointer {
  return responsesPointer(operation) + pointerTo(status);
}

export function requestPointer(operation: OperationDescriptor): JsonPointer {
  return operationPointer(operation) + pointerTo('requestBody');
}
