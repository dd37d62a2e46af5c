export { aQueueTaskRequest, aTask, type TaskChanges } from './factories.ts';
export * from './sandbox/index.ts';
export * from './suite/index.ts';
export type { Report, TestFunction } from 'specwright/contract';
