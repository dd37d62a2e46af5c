import { expect, test } from 'vitest';
import { hostRewriter } from '../../../src/specwright/contract/traffic/host-field.ts';

const request = Buffer.from('GET /pets HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept: */*\r\n\r\n');

test.each(['localhost.example.com', '127.evil.com', '127.0.0.1.example.com', 'api.example.com'])(
  'the target %s is on another machine: its name goes into the Host field',
  (host) => {
    const rewritten = hostRewriter(new URL(`http://${host}:81`))?.(request).toString();
    expect(rewritten).toBe(`GET /pets HTTP/1.1\r\nHost: ${host}:81\r\nAccept: */*\r\n\r\n`);
  },
);

test.each(['localhost', '127.0.0.1', '127.8.9.10', '[::1]', 'api.localhost'])(
  'the target %s is on this machine: nothing changes',
  (host) => {
    expect(hostRewriter(new URL(`http://${host}:81`))).toBeUndefined();
  },
);

test('bytes that do not begin a request stay as they are', () => {
  const body = Buffer.from('Host: x\r\n\r\n');
  expect(hostRewriter(new URL('http://api.example.com'))?.(body)).toBe(body);
});
