import type { JsonSchema } from '../../json.ts';

/** The schema of a profile: what exists at a target. */
export const profileSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Profile of a target for bpcc-task-routing verify',
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    scope: {
      description: 'Scope of token requests, where the host of the tenant is not that of the target.',
      type: 'string',
      minLength: 1,
    },
    services: {
      description: 'Services of type Task, under which the run may create tasks. Two or more allow moves.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
    },
    otherService: { description: 'A service of another type.', type: 'string', minLength: 1 },
    dispositions: {
      description: 'Existing dispositions.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
    },
    categories: {
      description: 'Existing case categories.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
    },
    launchPoints: {
      description: 'Task scenario entries.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', minLength: 1 },
          serviceName: { type: 'string', minLength: 1 },
          priority: { type: 'number', minimum: 0.01, maximum: 100 },
        },
        required: ['id', 'serviceName'],
        additionalProperties: false,
      },
    },
    unprivileged: {
      description: 'A user without the privilege; the secret stands in the environment variable named.',
      type: 'object',
      properties: {
        clientId: { type: 'string', minLength: 1 },
        clientSecretEnv: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
      },
      required: ['clientId', 'clientSecretEnv'],
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
