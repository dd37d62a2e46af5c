export type { MediaTypeDescriptor, OperationDescriptor, ParameterDescriptor } from '../openapi/operation.ts';
