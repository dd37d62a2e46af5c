import { expect, test } from 'vitest';
import type { Report } from '../../../src/specwright/contract/index.ts';
import { createSandbox, verify } from '../../../src/testing/index.ts';

/** Another server than our sandbox: one that answers like it, but for what is changed in its texts. */
async function verifyChanged(change: (text: string, status: number) => string): Promise<Report> {
  await using sandbox = createSandbox();
  return await verify({
    target: 'http://tenant.example.com',
    rate: 100_000,
    fetch: async (input, init) => {
      const answer = await sandbox.fetch(
        `${sandbox.tenantUrl}${new URL(String(input)).pathname}${new URL(String(input)).search}`,
        init,
      );
      const { status } = answer;
      const headers = new Headers(answer.headers);
      headers.delete('content-length');
      const text = change(await answer.text(), status);
      return new Response(status === 204 ? null : text, { status, headers });
    },
    sources: ['negative', 'workflow'],
    credentials: sandbox.credentials,
    profile: sandbox.profile,
  });
}

const seen = ({ findings }: Report): string[] =>
  findings.map(({ check, severity, title }) => `${severity} ${check}: ${title}`);

test('a message of code 4 without the names of the parameters violates a published sentence', async () => {
  const report = await verifyChanged((text) =>
    text.replace(/Missing parameter\(s\) [^"]*/, 'Something is missing'),
  );
  expect(report.verdict).toBe('broken');
  expect(seen(report).filter((line) => line.startsWith('error'))).toEqual([
    'error missing-parameter-named: the message of code 4 does not name the parameter that is missing',
  ]);
}, 120_000);

/** What every sample shows otherwise is an observation. */
test('values of another kind than in every published sample are observed', async () => {
  const report = await verifyChanged((text) =>
    text
      .replace('"expires_in":"3600"', '"expires_in":3600')
      .replaceAll(/"caseId":"[0-9a-f]{24}"/g, '"caseId":"8f0d2c4e-7a31-4f6b-9d55-1c2e3f405162"')
      .replace(/"taskStatus":"QUEUED"/, '"dispositionName":null,"taskStatus":"QUEUED"'),
  );
  const observed = report.findings.filter(({ severity }) => severity === 'info').map(({ key }) => key);
  expect(observed).toContain('like-the-samples /expires_in number');
  expect(observed).toContain('like-the-samples /caseId a UUID');
  expect(report.findings.find(({ reading }) => reading === 'disposition-shape')?.severity).toBe('info');
}, 120_000);
