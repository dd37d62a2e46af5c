import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { createSandbox } from 'specwright/sandbox';

const document = JSON.parse(await readFile(new URL('openapi.json', import.meta.url), 'utf8'));

test('the sandbox keeps what is created', async () => {
  const sandbox = createSandbox({ document });
  const { url, close } = await sandbox.listen();
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
  try {
    const created = await fetch(`${url}/rooms`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'Attic', seats: 4 }),
    });
    assert.equal(created.status, 201);
    const { id } = await created.json();
    const room = await (await fetch(`${url}/rooms/${id}`, { headers })).json();
    assert.equal(room.name, 'Attic');
  } finally {
    await close();
  }
});

test('the next version of the collection breaks its callers', () => {
  const { status, stdout } = spawnSync('specwright', ['diff', 'collection.json', 'next-collection.json'], {
    cwd: new URL('.', import.meta.url),
    encoding: 'utf8',
    shell: true,
  });
  assert.equal(status, 1);
  assert.match(stdout, /seats/);
  assert.match(stdout, /breaking/);
});
