/*
 * Secrets that betray themselves by their form, wherever they stand. Each pattern has bounded repeats
 * and one way to match, so that it is fast on any text.
 */

/** Group 1 is the secret. */
export const secretPatterns: readonly RegExp[] = [
  // JSON Web Token, with or without signature
  /\b(eyJ[\w-]{10,}\.[\w-]{6,}(?:\.[\w-]*)?)/g,
  // encoded JSON header cut off in a sample
  /\b(eyJhbGciOi[\w-]{6,})/g,
  // AWS access key
  /\b((?:AKIA|ASIA|AROA)[0-9A-Z]{16})\b/g,
  // GitHub, GitLab, npm, Slack, Stripe, Google, SendGrid, Square, Shopify, DigitalOcean, Telegram, OpenAI, Postman
  /\b((?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{20,255})/g,
  /\b(glpat-[\w-]{20,64})/g,
  /\b(npm_[A-Za-z0-9]{36})\b/g,
  /\b(xox[abposr]-[A-Za-z0-9-]{10,255})/g,
  /\b((?:sk|rk|pk|whsec)_(?:live_|test_|sandbox_)?[0-9A-Za-z]{16,255})\b/g,
  /\b(AIza[\w-]{35})/g,
  /\b(ya29\.[\w-]{20,512})/g,
  /\b(SG\.[\w-]{16,64}\.[\w-]{16,64})/g,
  /\b(sq0[a-z]{3}-[\w-]{22,64})/g,
  /\b(shp(?:at|ca|pa|ss)_[0-9a-f]{32})\b/gi,
  /\b(do[opr]_v1_[0-9a-f]{64})\b/g,
  /\b(\d{8,10}:AA[\w-]{33})\b/g,
  /\b(sk-[A-Za-z0-9_-]{20,200})/g,
  /\b(PMAK-[0-9a-f]{24}-[0-9a-f]{34})\b/g,
  /\b((?:access|public|link|processor|asset)-(?:sandbox|development|production)-[0-9a-f-]{36})\b/g,
  // credentials after the name of their scheme
  /\bBearer\s+((?=[A-Za-z.~+/_-]{0,200}\d)[\w.~+/-]{12,4096}=*)/g,
  /\bBasic\s+((?=[A-Za-z+/]{0,200}[\d=])[A-Za-z0-9+/]{12,1024}={0,2})/g,
  // user name and password in a URL
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:<>{}"']{1,100}:([^\s/@<>{}"']{3,200})@/gi,
  // private key
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{1,8192}?-----END [A-Z ]{0,40}PRIVATE KEY-----)/g,
  // signatures in signed addresses
  /[?&](?:X-Amz-(?:Signature|Credential|Security-Token)|Signature|sig)=([\w%+/.~-]{8,2048})/gi,
];

/** Quick test whether any pattern can match. */
export const mayHoldPattern =
  /eyJ|A[KSR][IO]A|gh[pousr]_|github_pat|glpat|npm_|xox|[srp]k_|whsec|AIza|ya29|SG\.|sq0|shp|do[opr]_v1|:AA|sk-|PMAK|-(?:sandbox|development|production)-|Bearer|Basic|:\/\/|PRIVATE KEY|sig/i;
