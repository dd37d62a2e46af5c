import { badGateway, editText, sayMediaType, sendNothing } from 'specwright/sandbox';
import { REFUSED, successOf } from './document.ts';
import { alters, wrongAnswers, type When } from './fault.ts';

const queried = successOf('query');
const good: When = { status: 200, not: 'getAccessToken' };
const isJson = 'the body is application/json and says so';
const isValid = 'the body is a JSON object';

/** Answers in another form than documented, or in another than they say. */
export const mediaTypeFaults = wrongAnswers('media-type', {
  'success-as-text': [isJson, good, sayMediaType('text/plain')],
  'success-as-html': [isJson, good, sayMediaType('text/html; charset=utf-8')],
  'success-without-media-type': [isJson, good, sayMediaType()],
  'query-as-octets': [isJson, queried, sayMediaType('application/octet-stream')],
  'query-as-xml': [
    isJson,
    queried,
    editText(() => '<task><taskStatus>QUEUED</taskStatus></task>', 'application/xml'),
  ],
  'query-json-with-comma': [isValid, queried, editText((json) => `${json.slice(0, -1)},}`)],
  'query-json-single-quotes': [isValid, queried, editText((json) => json.replaceAll('"', "'"))],
  'query-json-in-json': [isValid, queried, editText((json) => JSON.stringify(json))],
  'query-empty': ['Query task answers with a body', queried, sendNothing()],
  'queue-as-text': [isJson, successOf('queue'), sayMediaType('text/plain')],
  'bulk-cancel-as-text': [isJson, successOf('bulk-cancel'), sayMediaType('text/plain')],
  'token-as-text': [isJson, successOf('token'), sayMediaType('text/plain')],
  'error-as-text': [isJson, REFUSED, sayMediaType('text/plain')],
  'error-as-problem': [isJson, REFUSED, sayMediaType('application/problem+json')],
  'error-without-media-type': [isJson, REFUSED, sayMediaType()],
  'error-plain-words': [
    'failures have the envelope',
    REFUSED,
    editText(() => 'Something went wrong.', 'text/plain'),
  ],
  'error-html-page': alters(
    'failures have the envelope',
    { status: 404, not: 'getAccessToken' },
    ({ status }) => ({ ...badGateway(), status }),
  ),
  'error-empty': ['failures have the envelope', REFUSED, sendNothing()],
});
