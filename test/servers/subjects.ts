import { clinic } from './express-clinic.ts';
import { depot } from './fastify-depot.ts';
import { library } from './hono-library.ts';
import { venue } from './nest-venue.ts';
import { ledger } from './rpc-ledger.ts';
import type { Subject } from './subject.ts';

/** Applications on real frameworks, for runs of `verify --spec`. */
export const subjects: readonly Subject[] = [depot, clinic, venue, ledger, library];
