export { verify, type VerifyOptions } from './verify.ts';
export { contractTests, type ContractTestOptions } from './contract-tests.ts';
export { taskRoutingSuite, type TenantOptions } from './task-routing-suite.ts';
export type { Login, Tenant } from './tenant.ts';
export type { Profile } from './target/profile.ts';
export { checkProfile, ProfileError } from './target/check-profile.ts';
export type { Hooks, HookTask } from './target/hooks.ts';
export { checkHooks, HooksError } from './target/check-hooks.ts';
