#!/usr/bin/env node
import { runAsProcess } from '../../specwright/cli/frame/program.ts';
import { program } from './program.ts';

await runAsProcess(program);
