import { expect, test } from 'vitest';
import * as fc from '../../fast-check.ts';
import { MessageMemo } from '../../../src/specwright/contract/traffic/message-memo.ts';
import { MessageReader } from '../../../src/specwright/contract/traffic/message-reader.ts';

const answer = (date: string, body: string): Buffer =>
  Buffer.from(
    `HTTP/1.1 200 OK\r\nDate: ${date}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

test('an answer that differs in its date alone is the same object again', () => {
  const reader = new MessageReader(() => false, new MessageMemo());
  const [first] = reader.read(answer('Tue, 24 Nov 2026 10:00:00 GMT', '{"a":1}'));
  const [again] = reader.read(answer('Tue, 24 Nov 2026 10:00:01 GMT', '{"a":1}'));
  const [other] = reader.read(answer('Tue, 24 Nov 2026 10:00:01 GMT', '{"a":2}'));
  expect(again).toBe(first);
  expect(other?.body.toString()).toBe('{"a":2}');
});

test('with a memo and without, the same messages are read from a stream cut anywhere', () => {
  const stream = fc.array(fc.constantFrom('{"a":1}', '{"a":2}', '', 'x'.repeat(9_000)), { maxLength: 6 });
  fc.assert(
    fc.property(stream, fc.array(fc.nat(4_000)), (bodies, cuts) => {
      const bytes = Buffer.concat(bodies.map((body) => answer('Tue, 24 Nov 2026 10:00:00 GMT', body)));
      const ends = [...new Set([...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort(
        (a, b) => a - b,
      );
      const read = (reader: MessageReader): string[] =>
        ends.flatMap((end, index) =>
          reader.read(bytes.subarray(ends[index - 1] ?? 0, end)).map(({ body }) => body.toString()),
        );
      expect(read(new MessageReader(() => false, new MessageMemo()))).toEqual(bodies);
    }),
  );
});

test('a body that looks like a message seen before is a body', () => {
  const reader = new MessageReader(() => false, new MessageMemo());
  const inner = answer('Tue, 24 Nov 2026 10:00:00 GMT', '{"a":1}');
  reader.read(inner);
  const head = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${inner.length}\r\n\r\n`);
  expect(reader.read(head)).toEqual([]);
  expect(reader.read(inner).map(({ body }) => body.toString())).toEqual([inner.toString()]);
});
