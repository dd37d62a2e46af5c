import { command } from './frame/command.ts';
import { UsageError } from './frame/command-error.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell } from './frame/io.ts';
import { several } from './frame/operand.ts';
import { text } from './frame/option.ts';
import { readText } from './frame/read-input.ts';
import { git, gitSucceeds } from './propose/git.ts';
import { openPullRequest } from './propose/open-pull-request.ts';

/** Of the commits that a workflow makes: https://github.com/actions/checkout#push-a-commit-to-a-pr-using-the-built-in-token */
const AUTHOR = [
  '-c',
  'user.name=github-actions[bot]',
  '-c',
  'user.email=41898282+github-actions[bot]@users.noreply.github.com',
];

export const propose = command({
  about: `Proposes what changed under the paths: commits it to a new branch, pushes that and opens a pull
request on GitHub, whose address goes to stdout. A branch that is on the remote already was proposed
before: nothing happens then, so that a scheduled workflow asks once for each state of an API.`,
  operands: { paths: several('PATH', 1, 'Name the files and folders to propose.') },
  options: {
    branch: text('NAME', 'the branch to make, for example api-watch/0c1e56955b6c'),
    title: text('TEXT', 'title of the commit and of the pull request'),
    body: text('FILE', 'what the pull request says, in Markdown'),
    base: text('NAME', 'the branch to merge into (default: the one that is checked out)'),
    remote: text('NAME', 'where to push', { default: 'origin' }),
  },
  notes: `Environment, as GitHub Actions sets it:
  GITHUB_TOKEN       may write contents and pull requests
  GITHUB_REPOSITORY  owner/name
  GITHUB_API_URL     default https://api.github.com`,
  async run({ paths, branch, title, body, base, remote }, io) {
    if (branch === undefined || title === undefined) throw new UsageError('Give --branch and --title.');
    if (!(await gitSucceeds('check-ref-format', '--branch', branch)))
      throw new UsageError(`${JSON.stringify(branch)} is not a name for a branch.`);
    const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: api } = io.env;
    if (!token || !repository) throw new UsageError('Set GITHUB_TOKEN and GITHUB_REPOSITORY.');
    const words = body === undefined ? '' : await readText(body);
    if ((await git('status', '--porcelain', '--', ...paths)) === '') {
      tell(io, `Nothing to propose: no change under ${paths.join(', ')}.`);
      return EXIT_CODE.fine;
    }
    if ((await git('ls-remote', '--heads', '--', remote, `refs/heads/${branch}`)) !== '') {
      tell(io, `Proposed before: ${remote} has the branch ${branch}.`);
      return EXIT_CODE.fine;
    }
    const into = base ?? (await git('rev-parse', '--abbrev-ref', 'HEAD'));
    await git('switch', '--quiet', '--create', branch);
    await git('add', '--', ...paths);
    await git(...AUTHOR, 'commit', '--quiet', '--message', title);
    await git('push', '--quiet', '--', remote, `HEAD:refs/heads/${branch}`);
    const request = { title, body: words, head: branch, base: into };
    const address = await openPullRequest(request, {
      token,
      repository,
      api: api ?? 'https://api.github.com',
      fetch: io.fetch,
    });
    io.stdout.write(`${address}\n`);
    return EXIT_CODE.fine;
  },
});
