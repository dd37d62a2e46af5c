#!/usr/bin/env node
import { runAsProcess, runProgram } from 'specwright/cli';
import { testing } from './program.ts';

await runAsProcess((args, io) => runProgram(testing, args, io));
