import { ownNumber } from '../../base/json.ts';
import { answerCheck } from './check.ts';

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;
/** JSON is UTF-8 on the wire (RFC 8259, section 8.1); ASCII is part of it. */
const HONEST_CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

export const mediaTypeHonest = answerCheck(
  {
    id: 'media-type-honest',
    severity: 'error',
    layer: 'form',
    what: 'A body is what its Content-Type says: JSON that parses, in UTF-8, without a byte order mark; a problem (RFC 9457) has the status of its answer.',
    why: 'A body that says JSON and is not JSON causes a parse error in the middle of the business logic.',
    fix: 'Serialise with a JSON library, send UTF-8, and let error pages go through the same code.',
  },
  function* ({ operation, answer }) {
    const sent = answer.headers['content-type'];
    const type = sent ?? '';
    const where = operation?.id ?? 'the server';
    if (answer.defect !== undefined) {
      yield {
        title: `${where} answers ${answer.status} with a body that is not what its Content-Type says`,
        expected: sent ?? 'text in UTF-8',
        actual: answer.defect,
        essence: 'body',
      };
    }
    const status = ownNumber(answer.json, 'status');
    if (/problem\+json/i.test(type) && status !== undefined && status !== answer.status)
      yield {
        title: `${where} answers ${answer.status} with a problem of the status ${status}`,
        expected: `${answer.status}, as RFC 9457 (section 3.1.2) asks`,
        actual: String(status),
        essence: 'problem status',
      };
    const charset = CHARSET.exec(type)?.[1];
    if (charset !== undefined && /json/i.test(type) && !HONEST_CHARSETS.has(charset.toLowerCase())) {
      yield {
        title: `${where} labels JSON with the charset ${charset}`,
        expected: 'UTF-8, the only encoding of JSON between systems',
        actual: type,
        essence: `charset ${charset}`,
      };
    }
  },
);
