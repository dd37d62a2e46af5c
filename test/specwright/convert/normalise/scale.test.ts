import { cpuSince } from '../../../cpu-time.ts';
import type { Json } from '../../../../src/specwright/base/json.ts';
import { expect, test } from 'vitest';
import { normalise } from '../../../../src/specwright/convert/2-normalise/normalise.ts';

/** `first` keeps the texts of one collection apart from those of another: what is known once costs nothing again. */
function collection(
  requests: number,
  first: number,
): {
  readonly format: 'postman-v2.1';
  readonly root: '';
  readonly collection: { [key: string]: Json };
} {
  const item = Array.from({ length: requests }, (_, place): Json => {
    const index = first + place;
    return {
      name: `Request ${String(index)}`,
      request: {
        method: 'POST',
        url: {
          raw: `{{baseUrl}}/resource${String(index % 100)}/:id?page=1`,
          host: ['{{baseUrl}}'],
          path: [`resource${String(index % 100)}`, ':id'],
          query: [{ key: 'page', value: '1', description: 'Which *page*' }],
        },
        header: [{ key: 'Authorization', value: 'Bearer {{token}}' }],
        body: {
          mode: 'raw',
          raw: JSON.stringify({ id: index, name: 'x'.repeat(200), password: `p4ssw0rd${String(index)}` }),
        },
        description: '# Title\n\nText with **bold** and a table.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n',
      },
      response: [
        {
          name: 'OK',
          code: 200,
          body: JSON.stringify({ id: index, list: Array.from({ length: 10 }, () => 'entry') }),
        },
      ],
    };
  });
  return { format: 'postman-v2.1', root: '', collection: { info: { name: 'Large' }, item } };
}

function seconds(requests: number, first: number): number {
  const source = collection(requests, first);
  const start = process.cpuUsage();
  expect(normalise(source).value.operations).toHaveLength(Math.min(100, requests));
  return cpuSince(start) / 1000;
}

test('time grows with the number of requests, not with its square', () => {
  seconds(300, 0);
  const small = Math.max(seconds(300, 10_000), 0.02);
  expect(seconds(3000, 20_000) / small).toBeLessThan(25);
}, 120_000);
