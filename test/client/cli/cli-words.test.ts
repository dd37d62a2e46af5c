import { expect, it } from 'vitest';
import { inCliWords } from '../../../src/client/cli/cli-words.ts';
import { ERROR_CODES } from '../../../src/client/error-codes.ts';
import { ERROR_WORDS } from '../../../src/client/error-words.ts';

/** What only code can set. */
const LIBRARY =
  /tenantUrl|clientId|clientSecret|\{ extTaskId|[tT]imeoutMs|maxResponseBytes|queueTasks|allowHttp/;

const { secret: _onlyFunctionsFail, ...common } = ERROR_WORDS.common;

it.each(Object.entries({ ...ERROR_CODES, ...common }))(
  'the words of %s speak of options of the command',
  (_code, kind) => {
    const { what, hint = '' }: { what: string; hint?: string } = kind;
    expect(inCliWords(`${what}. ${hint}`)).not.toMatch(LIBRARY);
  },
);

it('says how an id of one’s own is given', () => {
  expect(inCliWords(ERROR_CODES[8].hint)).toContain('Add --external');
});
