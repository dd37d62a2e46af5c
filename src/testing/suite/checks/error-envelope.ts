import { answerCheck, isObject, own, responsePointer, type AnswerContext } from 'specwright/contract';

export const errorEnvelope = answerCheck(
  {
    id: 'error-envelope',
    severity: 'error',
    layer: 'content',
    what: 'A refusal of an operation with error codes carries `errorCode`, an integer, and `errorMessage`, a text that says something.',
    why: 'Two different refusals share one status; without the code a caller cannot tell them apart.',
    fix: 'Send every failure through one function that writes both fields.',
  },
  function* (context) {
    const { operation, response, answer } = context;
    if (operation === undefined || response === undefined || response.errorCodes.length === 0) return;
    const flaw = defect(context);
    if (flaw === undefined) return;
    yield {
      title: `${operation.id} answers ${answer.status} without a proper error envelope: ${flaw}`,
      expected: '{"errorCode": <integer>, "errorMessage": "<text>"}',
      actual: answer.text.slice(0, 200) || 'an empty body',
      spec: `${responsePointer(operation, response.status)}/content`,
      essence: flaw,
    };
  },
);

function defect({ answer }: AnswerContext): string | undefined {
  if (answer.text === '') return 'the body is empty';
  if (!isObject(answer.json)) return 'the body is not a JSON object';
  const code = own(answer.json, 'errorCode');
  if (typeof code !== 'number' || !Number.isInteger(code)) return 'errorCode is not an integer';
  const message = own(answer.json, 'errorMessage');
  return typeof message === 'string' && message.trim() !== '' ? undefined : 'errorMessage says nothing';
}
