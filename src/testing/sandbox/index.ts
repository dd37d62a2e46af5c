export { createSandbox } from './create-sandbox.ts';
export type { AutopilotOptions } from './agents/autopilot.ts';
export type { Credentials, Sandbox } from './create-sandbox.ts';
export type { Control } from './control/control.ts';
export type { SandboxState, TaskView } from './control/state.ts';
export type { SettingsChange } from './control/change-settings.ts';
export type { Snapshot } from './control/snapshot.ts';
export type { Disturbance, Mishap } from './disturb/disturbance.ts';
export type { Latency } from './disturb/latency.ts';
export type { ErrorCode } from './api/error-codes.ts';
export type { OperationId } from './exchange.ts';
export { faults } from './faults/registry.ts';
export { faultGroups } from './faults/fault.ts';
export type { Fault, FaultGroup } from './faults/fault.ts';
export type { SandboxHooks } from './hooks.ts';
export { sandboxHooksAt, sandboxProfileAt } from './hooks-at.ts';
export type { Listening, ListenOptions } from '../../specwright/sandbox/http/listener.ts';
export type { ControlAccess, SandboxOptions } from './options.ts';
export type { SandboxProfile } from './profile.ts';
export { rules } from './rules.ts';
export type { Rule, RuleName, Rules, Strictness } from './rules.ts';
export { SandboxError } from '../../specwright/sandbox/sandbox-error.ts';
export { defaultSeed } from './seed/default-seed.ts';
export { checkSeed, readSeed } from './seed/check-seed.ts';
export type { Seed, SeedCase, SeedContact, SeedTask, SeedTaskStatus, SeedUser } from './seed/seed.ts';
export type { RateLimit, Settings } from './settings.ts';
export type {
  Agent,
  Disposition,
  LaunchPoint,
  ScreenPop,
  Service,
  Task,
  TaskOrder,
  TaskState,
} from './store/records.ts';
