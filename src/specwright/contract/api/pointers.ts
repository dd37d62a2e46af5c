import { pointer } from '../../describe/reference.ts';
import type { JsonPointer } from '../../json.ts';
import type { OperationDescriptor } from '../../operation.ts';

/** Places in the OpenAPI document that findings point to. */

export function operationPointer(operation: OperationDescriptor): JsonPointer {
  return pointer('paths', operation.path, operation.method.toLowerCase());
}

export function responsesPointer(operation: OperationDescriptor): JsonPointer {
  return operationPointer(operation) + pointer('responses');
}

export function responsePointer(operation: OperationDescriptor, status: string): JsonPointer {
  return responsesPointer(operation) + pointer(status);
}

export function requestPointer(operation: OperationDescriptor): JsonPointer {
  return operationPointer(operation) + pointer('requestBody');
}
