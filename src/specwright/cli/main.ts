#!/usr/bin/env node
import { runProgram } from './frame/program.ts';
import { runAsProcess } from './frame/run-as-process.ts';
import { specwright } from './program.ts';

await runAsProcess((args, io) => runProgram(specwright, args, io));
