import { ownString, type Json } from '../../base/json.ts';
import { CommandError } from '../frame/command-error.ts';
import { reasonOf } from '../frame/reason-of.ts';

export interface PullRequest {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
}

export interface GitHub {
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  readonly api: string;
  readonly fetch: typeof fetch;
}

/** Opens a pull request: https://docs.github.com/rest/pulls/pulls#create-a-pull-request. @returns its address */
export async function openPullRequest(request: PullRequest, github: GitHub): Promise<string> {
  const { api, repository, token } = github;
  let answer: Response;
  let said: Json;
  try {
    answer = await github.fetch(`${api}/repos/${repository}/pulls`, {
      method: 'POST',
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'specwright',
      },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    });
    said = await answer.json().catch(() => null);
  } catch (error) {
    throw new CommandError('no-pull-request', `GitHub did not answer: ${reasonOf(error)}.`);
  }
  const address = ownString(said, 'html_url');
  if (answer.ok && address !== undefined) return address;
  const reason = ownString(said, 'message') ?? 'no reason given';
  throw new CommandError(
    'no-pull-request',
    `The branch ${request.head} is pushed, but GitHub refused the pull request (${answer.status}): ${reason}.`,
  );
}
