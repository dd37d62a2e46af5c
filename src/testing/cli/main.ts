#!/usr/bin/env node
import { runProgram } from '../../specwright/cli/frame/program.ts';
import { runAsProcess } from '../../specwright/cli/frame/run-as-process.ts';
import { testing } from './program.ts';

await runAsProcess((args, io) => runProgram(testing, args, io));
