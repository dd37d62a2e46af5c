export { command, type Command, type Declaration } from './frame/command.ts';
export { CommandError, UsageError } from './frame/command-error.ts';
export { EXIT_CODE } from './frame/exit-code.ts';
export { tell, type Io, type Output } from './frame/io.ts';
export { optional, required, several, type Operand, type Operands } from './frame/operand.ts';
export {
  choice,
  flag,
  number,
  text,
  texts,
  under,
  value,
  type Option,
  type Options,
  type Values,
} from './frame/option.ts';
export { recipe, runProgram, type Entry, type Program, type Run } from './frame/program.ts';
export { readBytes, readJson, readText } from './frame/read-input.ts';
export { reasonOf } from './frame/reason-of.ts';
export { runAsProcess } from './frame/run-as-process.ts';
export { specwright } from './program.ts';
export { faultLines } from './sandbox/fault-lines.ts';
export { followFile } from './sandbox/follow-file.ts';
export { controlAccess, madeSandbox, serveSandbox } from './sandbox/serve-sandbox.ts';
export { SERVER_OPTIONS } from './sandbox/server-options.ts';
