import { describe, expect, it, vi } from 'vitest';
import * as one from '../../src/client/index.ts';
import { credentials, failureOf } from './fixtures.ts';
import { grant, refusal } from './hostile-server.ts';

vi.resetModules();
const other = await import('../../src/client/index.ts');

const fetch = async (url: string) => (url.includes('/oauth/') ? grant('t') : refusal(404, 8));

describe('instanceof across two copies of the package', () => {
  it('knows the class and its bases, and no other', async () => {
    expect(other.TaskNotFoundError).not.toBe(one.TaskNotFoundError);
    const client = other.createTaskRoutingClient({ tenantUrl: 'https://x.example', ...credentials, fetch });
    const error = await failureOf(client.queryTask('1'));
    expect(error).toBeInstanceOf(other.TaskNotFoundError);
    expect(error).toBeInstanceOf(one.TaskNotFoundError);
    expect(error).toBeInstanceOf(one.TaskRoutingError);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(one.TaskStateError);
    for (const value of [undefined, null, 5, 'x', {}, new Error('x'), one.TaskRoutingError]) {
      expect(value).not.toBeInstanceOf(one.TaskRoutingError);
    }
  });

  it('a class that a user derives knows its own errors only', () => {
    class Mine extends one.TaskNotFoundError {}
    const details = { message: 'x' };
    expect(new Mine('task-not-found', details)).toBeInstanceOf(Mine);
    expect(new Mine('task-not-found', details)).toBeInstanceOf(other.TaskNotFoundError);
    expect(new one.TaskNotFoundError('task-not-found', details)).not.toBeInstanceOf(Mine);
  });
});
