import { page } from './html/page.ts';
import type { Reporter } from './reporter.ts';

/** One self-contained page: no request leaves it, and it reads without JavaScript. */
export const html: Reporter = page;
