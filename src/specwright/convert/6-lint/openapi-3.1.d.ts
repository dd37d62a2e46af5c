/** Whether a value fits the official schema of OpenAPI 3.1: ajv's validator, compiled ahead. Written by test/specwright/convert/lint/openapi-3.1.test.ts. */
export default function fitsOpenApi31(document: unknown): boolean;
