import { essence, findMedia } from '../api/find.ts';
import { responsePointer } from '../api/pointers.ts';
import { documentedCheck } from './check.ts';

export const mediaTypeDocumented = documentedCheck(
  {
    id: 'media-type-documented',
    severity: 'error',
    layer: 'form',
    what: 'An answer with a body names one of the media types that the document lists for its status.',
    why: 'Clients choose a parser by the media type; JSON labelled as text is never parsed.',
    fix: 'Send the documented Content-Type with every body, error bodies included.',
    culprit: 'spec',
    suggest: ({ spec, contentType = 'application/octet-stream' }) => ({
      target: spec,
      update: { [essence(contentType)]: { schema: {} } },
    }),
  },
  function* ({ operation, response, answer }) {
    if (response.content.length === 0) return;
    const sent = answer.headers['content-type'];
    if (answer.text === '' || (sent !== undefined && findMedia(response.content, sent) !== undefined)) return;
    yield {
      title: `${operation.id} answers ${answer.status} with ${sent === undefined ? 'no Content-Type' : 'an undocumented media type'}`,
      expected: response.content.map(({ mediaType }) => mediaType).join(' or '),
      actual: sent ?? 'no Content-Type header',
      spec: `${responsePointer(operation, response.status)}/content`,
      essence: sent ?? 'none',
    };
  },
);
