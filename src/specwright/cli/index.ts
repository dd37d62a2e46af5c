export { exitCode } from './exit-code.ts';
