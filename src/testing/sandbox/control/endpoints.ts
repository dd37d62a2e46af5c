/** What the control plane offers, for `GET /_sandbox` and the guide. */
export const endpoints: Readonly<Record<string, string>> = {
  'GET /': 'the live page',
  'GET /_sandbox': 'this list',
  'GET /_sandbox/state': 'queues, tasks, agents, users, faults, rules and the time',
  'GET /_sandbox/requests': 'the last 200 requests, the newest first, with the reason of each refusal',
  'GET /_sandbox/events': 'state and requests as server-sent events',
  'GET /_sandbox/profile': 'what exists here, as the contract checks want it',
  'POST /_sandbox/reset': 'back to the seed; {"seed": {...}} starts from another one',
  'GET /_sandbox/snapshot': 'records, tokens, users and time',
  'POST /_sandbox/snapshot': 'back to a snapshot',
  'GET /_sandbox/clock': 'the time',
  'POST /_sandbox/clock': 'moves the time: {"advance": "2h"}',
  'POST /_sandbox/autopilot': 'lets tasks arrive and agents work: {"arrivalsPerHour": 120} is optional',
  'DELETE /_sandbox/autopilot': 'stops that',
  'GET /_sandbox/tasks/{id}': 'one task, by internal or external id',
  'POST /_sandbox/tasks/{id}/take': 'an agent takes and opens it: {"agent": "..."} is optional',
  'POST /_sandbox/tasks/{id}/open': 'the same, also from a personal queue',
  'POST /_sandbox/tasks/{id}/defer': 'an agent puts it into the personal queue',
  'POST /_sandbox/tasks/{id}/complete':
    'an agent is done: {"dispositionName": "...", "note": "..."} are optional',
  'POST /_sandbox/services/{name}/take-next': 'an agent takes the next task of a service',
  'POST /_sandbox/tokens/expire': 'ends the life of {"token": "..."}, or of all tokens',
  'POST /_sandbox/tokens/revoke': 'forgets {"token": "..."}, or all tokens',
  'PATCH /_sandbox/users/{name}': 'locks a user or changes privileges: {"locked": true, "privileges": []}',
  'GET /_sandbox/settings': 'rules, limits and latency',
  'PATCH /_sandbox/settings':
    'changes them: {"rules": {...}, "rateLimit": {...}, "latency": "50ms", "featureEnabled": false, "errorHeader": false}',
  'GET /_sandbox/faults': 'active faults, trouble to come, and every named fault',
  'POST /_sandbox/faults':
    '{"name": "..."} or {"names": [...]} switches named faults on; {"operation": "queueTask", "errorCode": 11, "times": 1} makes requests fail',
  'DELETE /_sandbox/faults': 'switches all faults off and forgets the trouble to come',
  'DELETE /_sandbox/faults/{name}': 'switches one fault off',
};
