export { SandboxError } from './sandbox-error.ts';
