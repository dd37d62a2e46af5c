import { clientTarget } from './targets/client.ts';
import { convertTarget } from './targets/convert.ts';
import { diffTarget } from './targets/diff.ts';
import { sandboxTarget } from './targets/sandbox.ts';
import type { FuzzTarget } from './target.ts';

export const TARGETS: readonly FuzzTarget[] = [convertTarget, diffTarget, sandboxTarget, clientTarget];
