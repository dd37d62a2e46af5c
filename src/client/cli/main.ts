#!/usr/bin/env node
import { runProgram } from '../../specwright/cli/frame/program.ts';
import { runAsProcess } from '../../specwright/cli/frame/run-as-process.ts';
import { client } from './program.ts';

await runAsProcess((args, io) => runProgram(client, args, io));
