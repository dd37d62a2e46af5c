import { SpecError } from '../../contract/api/document-api.ts';
import { UnreachableError } from '../../contract/engine/reachable.ts';
import { rootMessage } from '../../contract/transports/fetch-transport.ts';
import { SetupError } from '../../contract/engine/setup-error.ts';
import { CommandError } from '../frame/command-error.ts';

/** What keeps a run from being made at all. */
const REFUSALS = [UnreachableError, SpecError, SetupError];

/** Turns what a run is refused with into one sentence for the user. @throws CommandError */
export async function refusing<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!REFUSALS.some((kind) => error instanceof kind)) throw error;
    const words = error instanceof SpecError ? error.message : rootMessage(error);
    throw new CommandError('verify-refused', words);
  }
}
