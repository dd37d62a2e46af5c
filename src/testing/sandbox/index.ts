export { createSandbox, type Credentials, type Sandbox } from './create-sandbox.ts';
export type { AutopilotOptions } from './agents/autopilot.ts';
export type { Control } from './control/control.ts';
export type { SandboxState, TaskView } from './control/state.ts';
export type { SettingsChange } from './control/settings-change.ts';
export { checkSnapshot, type Snapshot } from './control/snapshot.ts';
export type { ErrorCode } from './error-codes.ts';
export type { Disturbance, OperationId } from './exchange.ts';
export { faults } from './faults/registry.ts';
export { faultGroups, type Fault, type FaultGroup } from './faults/fault.ts';
export type { SandboxHooks } from './hooks.ts';
export { sandboxHooksAt, sandboxProfileAt } from './hooks-at.ts';
export type { SandboxOptions } from './options.ts';
export type { SandboxProfile } from './profile.ts';
export { rules, type Rule, type RuleName, type Rules, type Strictness } from './rules.ts';
export { defaultSeed } from './seed/default-seed.ts';
export { checkSeed, readSeed } from './seed/check-seed.ts';
export type { Seed, SeedCase, SeedContact, SeedTask, SeedTaskStatus, SeedUser } from './seed/seed.ts';
export type { Settings } from './settings.ts';
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
export {
  SandboxError,
  type ControlAccess,
  type Latency,
  type Listening,
  type ListenOptions,
  type Mishap,
  type RateLimit,
} from 'specwright/sandbox';
