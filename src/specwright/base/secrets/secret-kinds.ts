/*
 * Secrets that betray themselves by their form, wherever they are. Each pattern has bounded repeats and one
 * way to match, so that it is fast on any text.
 */

import { standsForSecret } from './stands-for-secret.ts';

/** A kind of secret that its form gives away. */
export interface SecretKind {
  readonly id: string;
  /** What it is, for messages: "a GitHub token". */
  readonly what: string;
  /** Every match holds one of these (`''`: any text does); most texts hold none, and need no search. */
  readonly hints: readonly string[];
  /** Group 1 is the secret. */
  readonly form: RegExp;
  /** Looks closer at what the form matched. */
  readonly accepts?: (secret: string) => boolean;
}

function decoded(base64: string): string | undefined {
  try {
    return atob(base64.replace(/=+$/, ''));
  } catch {
    // Not base64.
    return undefined;
  }
}

/** `user:password` in base64, as Basic authentication sends it. */
function isLogin(secret: string): boolean {
  return /^[\x20-\x39\x3b-\x7e]{0,200}:[\x20-\x7e]{1,200}$/.test(decoded(secret) ?? '');
}

/**
 * The same where no scheme stands before it. Ids are made this way too: a type and a number, a UUID, a hash or
 * an address (`User:42`). A word in small letters alone is a word.
 */
function isBareLogin(secret: string): boolean {
  if (!/[A-Z]/.test(secret) || !/[a-z]/.test(secret)) return false;
  const [, name, password = ''] =
    /^([\w.@+\\-]{1,64}):([\x21-\x7e]{3,200})$/.exec(decoded(secret) ?? '') ?? [];
  return (
    name !== undefined &&
    isSecret(password) &&
    !/^(?:\d+|[\da-f-]{16,}|\/\/.*|\d[\d:.TZ-]*)$/i.test(password) &&
    !/^(?:sha|md)\d|^(?:cursor|page|offset|after|before|next|urn|data|https?)$/i.test(name)
  );
}

const isSecret = (value: string): boolean => !standsForSecret(value);
const hasDigit = (secret: string): boolean => /\d/.test(secret);
const isMixed = (secret: string): boolean => hasDigit(secret) && /[a-z]/i.test(secret);

function kind(
  id: string,
  what: string,
  hints: string,
  form: RegExp,
  accepts?: SecretKind['accepts'],
): SecretKind {
  return { id, what, hints: hints.split(' '), form, ...(accepts && { accepts }) };
}

const PRIVATE_KEYS: readonly SecretKind[] = [
  kind(
    'pem-private-key',
    'a private key',
    'PRIVATE',
    // RSA, EC, DSA, PKCS 8, OpenSSH, SSH2, PGP; a block whose end was cut off runs as far as it looks like base64
    /(-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}(?:(?:[^-]|-(?!---)){16,20000}-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}|(?:\s|\\{1,4}[nr])*[A-Za-z0-9+/=]{16}(?:[\w+/=:.,-]|\s|\\){0,20000}))/g,
  ),
  kind(
    'base64-private-key',
    'a private key in base64',
    'LS0tLS1CRUdJTi',
    // base64 of "-----BEGIN ", save certificates and public keys
    /\b(LS0tLS1CRUdJTi(?!BDRVJUSUZJQ0FUR|BQVUJMSUMg|BSU0EgUFVCTElD|BDRVJUSUZJQ0FURSBSRVFVRVNU)[A-Za-z0-9+/]{40,20000}={0,2})/g,
  ),
  kind(
    'putty-private-key',
    'a PuTTY private key',
    'Private-Lines',
    /Private-Lines:\s{0,4}\d{1,4}((?:\s|\\{1,4}[nr])+(?:[A-Za-z0-9+/=]|\\{1,4}[nr]|\s){20,20000})/g,
  ),
  kind(
    'jwk-private-key',
    'the private part of a JSON Web Key',
    'kty',
    /"(?:d|p|q|dp|dq|qi|k)\\{0,8}"\s{0,8}:\s{0,8}\\{0,8}"([\w-]{16,4096})\\{0,8}"/g,
  ),
  kind('age-key', 'an age key', 'AGE-SECRET-KEY-', /\b(AGE-SECRET-KEY-1[0-9A-Z]{50,70})\b/g),
];

const TOKENS: readonly SecretKind[] = [
  kind(
    'json-web-token',
    'a signed JSON Web Token',
    'eyJ',
    /\b(eyJ[\w-]{10,4096}\.[\w-]{6,16384}(?:\.[\w-]{0,4096}){0,3}|eyJhbGciOi[\w-]{6,4096})/g,
  ),
  kind(
    'aws-access-key',
    'an AWS access key',
    'AKIA ASIA AROA ABIA',
    /\b((?:AKIA|ASIA|AROA|ABIA)[0-9A-Z]{16})\b/g,
  ),
  kind('amazon-mws-token', 'an Amazon MWS token', 'amzn.mws.', /\b(amzn\.mws\.[0-9a-f-]{36})/g),
  kind(
    'github-token',
    'a GitHub token',
    'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_',
    /\b((?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{20,255})/g,
  ),
  kind('gitlab-token', 'a GitLab token', 'gl', /\b(gl(?:pat|ptt|dt|rt|cbt|ft|soat|agent)-[\w-]{20,64})/g),
  kind('bitbucket-token', 'a Bitbucket token', 'ATBB', /\b(ATBB[A-Za-z0-9]{24,64})/g),
  kind('atlassian-token', 'an Atlassian token', 'ATATT ATCTT', /\b(AT[AC]TT3[\w=.-]{20,400})/g),
  kind('npm-token', 'an npm token', 'npm_', /\b(npm_[A-Za-z0-9]{36})\b/g),
  kind('pypi-token', 'a PyPI token', 'pypi-', /\b(pypi-[\w-]{16,512})/g, isMixed),
  kind('rubygems-token', 'a RubyGems key', 'rubygems_', /\b(rubygems_[0-9a-f]{40,64})/g),
  kind('nuget-key', 'a NuGet key', 'oy2', /\b(oy2[a-z0-9]{43})\b/g),
  kind('docker-token', 'a Docker Hub token', 'dckr_', /\b(dckr_(?:pat|oat)_[\w-]{20,64})/g),
  kind(
    'huggingface-token',
    'a Hugging Face token',
    'hf_ api_org_',
    /\b((?:hf|api_org)_[A-Za-z0-9]{30,64})\b/g,
  ),
  kind('openai-key', 'an OpenAI or Anthropic key', 'sk-', /\b(sk-[A-Za-z0-9_-]{20,200})/g, isMixed),
  kind('groq-key', 'a Groq key', 'gsk_', /\b(gsk_[A-Za-z0-9]{40,64})\b/g),
  kind('replicate-token', 'a Replicate token', 'r8_', /\b(r8_[A-Za-z0-9]{30,64})\b/g),
  kind('perplexity-key', 'a Perplexity key', 'pplx-', /\b(pplx-[A-Za-z0-9]{40,64})\b/g),
  kind('slack-token', 'a Slack token', 'xox', /\b(xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,255})/g),
  kind('slack-app-token', 'a Slack app token', 'xapp-', /\b(xapp-\d-[A-Za-z0-9-]{10,255})/g),
  kind(
    'slack-webhook',
    'a Slack webhook',
    'hooks.slack.com',
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/-]{20,200})/g,
    hasDigit,
  ),
  kind(
    'discord-webhook',
    'a Discord webhook',
    '/api/webhooks/',
    /discord(?:app)?\.com\/api\/webhooks\/\d{10,24}\/([\w-]{30,128})/g,
  ),
  kind(
    'teams-webhook',
    'a Teams webhook',
    'webhook.office.com',
    /webhook\.office\.com\/webhookb2\/([\w@/-]{36,300})/g,
  ),
  kind('discord-token', 'a Discord token', '.', /\b([MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,40})\b/g),
  kind('telegram-token', 'a Telegram token', ':AA', /\b(\d{8,10}:AA[\w-]{33})\b/g),
  kind(
    'stripe-key',
    'a Stripe key',
    'sk_ rk_ pk_ whsec_',
    /\b((?:sk|rk|pk|whsec)_(?:live_|test_|sandbox_)?[0-9A-Za-z+/]{16,255})(?![0-9A-Za-z])/g,
    hasDigit,
  ),
  kind('square-token', 'a Square token', 'sq0 EAAA', /\b(sq0[a-z]{3}-[\w-]{22,64}|EAAA[\w-]{50,64})/g),
  kind('facebook-token', 'a Facebook token', 'EAA', /\b(EAA[A-Za-z0-9]{20,512})\b/g, hasDigit),
  kind(
    'paypal-token',
    'a PayPal token',
    'access_token$',
    /(access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32})/g,
  ),
  kind('shopify-token', 'a Shopify token', 'shp', /\b(shp(?:at|ca|pa|ss)_[0-9a-f]{32})\b/gi),
  kind(
    'plaid-token',
    'a Plaid token',
    '-sandbox- -development- -production-',
    /\b((?:access|public|link|processor|asset)-(?:sandbox|development|production)-[0-9a-f-]{36})\b/g,
  ),
  kind('google-api-key', 'a Google API key', 'AIza', /\b(AIza[\w-]{35})/g),
  kind('google-client-secret', 'a Google client secret', 'GOCSPX-', /\b(GOCSPX-[\w-]{20,64})/g),
  kind('google-access-token', 'a Google access token', 'ya29.', /\b(ya29\.[\w-]{20,2048})/g),
  kind('google-refresh-token', 'a Google refresh token', '1//', /(?<!\w)(1\/\/0[\w-]{20,256})/g),
  kind('sendgrid-key', 'a SendGrid key', 'SG.', /\b(SG\.[\w-]{16,64}\.[\w-]{16,64})/g),
  kind('mailgun-key', 'a Mailgun key', 'key-', /\b(key-[0-9a-f]{32})\b/g),
  kind('mailchimp-key', 'a Mailchimp key', '-us', /\b([0-9a-f]{32}-us\d{1,2})\b/g),
  kind('brevo-key', 'a Brevo key', 'keysib-', /\b(x(?:smtp|key)sib-[0-9a-f]{64}-[A-Za-z0-9]{16})\b/g),
  kind('twilio-key', 'a Twilio key', 'SK', /\b(SK[0-9a-f]{32})\b/g),
  kind('digitalocean-token', 'a DigitalOcean token', '_v1_', /\b(do[opr]_v1_[0-9a-f]{64})\b/g),
  kind('heroku-key', 'a Heroku key', 'HRKU-', /\b(HRKU-[\w-]{36,64})/g),
  kind('fly-token', 'a Fly.io token', 'fm1_ fm2_ fo1_', /\b(f(?:m[12]|o1)_[\w+/=,-]{30,2000})/g),
  kind('vault-token', 'a Vault token', 'hv', /\b(hv[sbr]\.[\w-]{20,300})/g),
  kind('terraform-token', 'a Terraform token', '.atlasv1.', /\b([A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,80})/g),
  kind('pulumi-token', 'a Pulumi token', 'pul-', /\b(pul-[0-9a-f]{40})\b/g),
  kind('doppler-token', 'a Doppler token', 'dp.', /\b(dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{36,80})/g),
  kind('databricks-token', 'a Databricks token', 'dapi', /\b(dapi[0-9a-f]{32}(?:-\d)?)\b/g),
  kind('grafana-token', 'a Grafana token', 'glsa_ glc_', /\b(gl(?:sa|c)_[\w+/=]{30,400})/g),
  kind('newrelic-key', 'a New Relic key', 'NRAK- NRJS- NRII-', /\b(NR(?:AK|JS|II)-[\w-]{19,64})/g),
  kind('sentry-token', 'a Sentry token', 'sntry', /\b(sntry[su]_[\w+/=]{40,400})/g),
  kind('postman-key', 'a Postman API key', 'PMAK-', /\b(PMAK-[0-9a-f]{24}-[0-9a-f]{34})\b/g),
  kind('linear-key', 'a Linear key', 'lin_', /\b(lin_(?:api|oauth)_[A-Za-z0-9]{32,64})\b/g),
  kind('notion-token', 'a Notion token', 'secret_ ntn_', /\b((?:secret|ntn)_[A-Za-z0-9]{40,64})\b/g, isMixed),
  kind('figma-token', 'a Figma token', 'figd_', /\b(figd_[\w-]{36,64})/g),
  kind('airtable-token', 'an Airtable token', 'pat', /\b(pat[A-Za-z0-9]{14}\.[0-9a-f]{64})\b/g),
  kind('contentful-token', 'a Contentful token', 'CFPAT-', /\b(CFPAT-[\w-]{40,64})/g),
  kind('planetscale-token', 'a PlanetScale token', 'pscale_', /\b(pscale_(?:tkn|pw|oauth)_[\w.-]{32,64})/g),
  kind('supabase-token', 'a Supabase key', 'sbp_ sb_secret_', /\b((?:sbp|sb_secret)_[\w-]{24,64})/g, isMixed),
  kind('shippo-token', 'a Shippo token', 'shippo_', /\b(shippo_(?:live|test)_[0-9a-f]{40})\b/g),
  kind('easypost-key', 'an EasyPost key', 'EZ', /\b(EZ[AT]K[A-Za-z0-9]{54})\b/g),
  kind('zoho-token', 'a Zoho token', '1000.', /\b(1000\.[0-9a-f]{32}\.[0-9a-f]{32})\b/g),
  kind('dropbox-token', 'a Dropbox token', 'sl.', /\b(sl\.(?:u\.)?[\w-]{60,2000})/g),
  kind('circleci-token', 'a CircleCI token', 'CCIPAT_', /\b(CCIPAT_[\w]{20,100})\b/g),
  kind('buildkite-token', 'a Buildkite token', 'bkua_', /\b(bkua_[0-9a-f]{40})\b/g),
  kind('typeform-token', 'a Typeform token', 'tfp_', /\b(tfp_[\w-]{40,80})/g),
  kind(
    'azure-client-secret',
    'an Azure client secret',
    '8Q~ 7Q~',
    /(?<![\w~.-])([\w~.-]{3}[78]Q~[\w~.-]{31,34})(?![\w~.-])/g,
  ),
];

const CREDENTIALS: readonly SecretKind[] = [
  kind(
    'bearer-token',
    'a bearer token',
    'Bearer bearer BEARER',
    /\bBearer\s+((?=[A-Za-z.~+/_-]{0,200}\d)[\w.~+/-]{12,4096}=*)/gi,
    (secret) => !/^[a-z]+\d{1,2}$/i.test(secret),
  ),
  kind(
    'basic-credentials',
    'a user name and password in base64',
    'Basic basic BASIC',
    /\bBasic\s+([A-Za-z0-9+/]{8,1024}={0,2})/gi,
    isLogin,
  ),
  kind(
    'bare-basic-credentials',
    'a user name and password in base64',
    '',
    // base64 of printable ASCII: each group of four begins with one of these
    /(?<![\w+/=-])((?:[I-Za-f][A-Za-z0-9+/]{3}){2,256}(?:[I-Za-f][A-Za-z0-9+/]{1,2})?={0,2})(?![\w+/=-])/g,
    isBareLogin,
  ),
  kind(
    'path-basic-credentials',
    'a user name and password in base64, as a segment of a path',
    '/',
    /(?<=\/)((?:[I-Za-f][A-Za-z0-9+]{3}){2,256}(?:[I-Za-f][A-Za-z0-9+]{1,2})?={0,2})(?![\w+=-])/g,
    isBareLogin,
  ),
  kind(
    'url-password',
    'a connection string with a password',
    '://',
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:<>{}"']{0,100}:([^\s/@<>{}"']{1,200})@/gi,
    isSecret,
  ),
  kind(
    'connection-password',
    'a connection string with a password',
    'assword= wd= PWD= Key= Signature= ASSWORD=',
    /(?:^|[;"'`\s])(?:Password|Pwd|AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecret)\s{0,4}=\s{0,4}([^\s;"'`<>{}&]{3,512})/gim,
    isSecret,
  ),
  kind(
    'signed-address',
    'a signed address',
    'ignature= redential= oken= sig=',
    /[?&;](?:amp;)?(?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|sig)=([\w%+/.~-]{8,2048}=*)/gi,
  ),
  kind(
    'curl-login',
    'a user name and password on a command line',
    '-u --user',
    /(?:^|\s)(?:-u|--user)[ =]["']?[^\s:"'{}<>$]{1,100}:([^\s"'{}<>$]{3,200})/g,
    isSecret,
  ),
];

/** Every kind, with one record each. */
export const SECRET_KINDS: readonly SecretKind[] = [...PRIVATE_KEYS, ...TOKENS, ...CREDENTIALS];
