import { describeCheck, own, ownString, type Demand } from 'specwright/contract';

export const missingParameterNamed = describeCheck({
  id: 'missing-parameter-named',
  severity: 'error',
  layer: 'content',
  what: 'The message that comes with code 4 names the parameters that are missing.',
  why: 'It is the published text of that code, and without the name nobody finds out what to send.',
  fix: 'Put the names of the missing parameters into `errorMessage`.',
});

const MISSING_PARAMETERS = 4;

/** The message must hold one of these names: where either parameter would do, either may be asked for. */
export function namesOneOf(...names: readonly string[]): Demand {
  return {
    check: missingParameterNamed,
    *examine({ json }) {
      const message = ownString(json, 'errorMessage') ?? '';
      if (own(json, 'errorCode') !== MISSING_PARAMETERS || names.some((name) => message.includes(name)))
        return;
      yield {
        title: 'the message of code 4 does not name the parameter that is missing',
        expected: `a message with ${names.join(' or ')}`,
        actual: message.slice(0, 120),
        essence: 'unnamed',
      };
    },
  };
}
