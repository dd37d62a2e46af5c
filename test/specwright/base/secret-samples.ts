/*
 * Made-up secrets of every kind, each put together from parts so that scanners of repositories pass over
 * this file, and a text like it that holds none.
 */

/** Letters and digits that look random and are the same in every run. */
function chars(alphabet: string, length: number, seed: number): string {
  let state = seed * 7919 + 17;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += alphabet.charAt(Math.floor(state / 65536) % alphabet.length);
  }
  return text;
}

const hex = (length: number, seed = 1): string => chars('0123456789abcdef', length, seed);
const word = (length: number, seed = 1): string =>
  `a7${chars('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789', length - 2, seed)}`;
const upper = (length: number, seed = 1): string => chars('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', length, seed);

/** A secret, as it is among other words, and what of it must not survive. */
export interface Sample {
  readonly id: string;
  readonly text: string;
  readonly secret: string;
  /** A text like it that must stay as it is. */
  readonly nearMiss: string;
}

function pem(label: string, body: string): string {
  const lines = body.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}

function sample(id: string, secret: string, nearMiss: string, text = secret): Sample {
  return { id, text, secret, nearMiss };
}

const body = word(320, 3);
const jwk = word(43, 4);
const puttyLines = word(64, 5);

/** One for each kind that is known by its form. */
export const FORMED: readonly Sample[] = [
  sample(
    'pem-private-key',
    body.slice(70, 120),
    'Paste the text from -----BEGIN PRIVATE KEY----- to its end.',
    pem(['RSA', 'PRIVATE KEY'].join(' '), body),
  ),
  sample(
    'base64-private-key',
    `LS0tLS1CRUdJTi${'BSU0EgUFJJVkFURSBLRVktLS0tLQ'}${word(80, 6)}`,
    'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUMvekNDQWVlZ0F3SUJBZ0lV',
  ),
  sample(
    'putty-private-key',
    puttyLines,
    'Private-Lines: 14',
    `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 1\n${puttyLines}\nPrivate-MAC: 00`,
  ),
  sample(
    'jwk-private-key',
    jwk,
    '{"kty":"RSA","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri"}',
    `{"kty":"EC","d":"${jwk}"}`,
  ),
  sample('age-key', `AGE-SECRET-KEY-1${upper(58)}`, 'AGE-SECRET-KEY-1 is how they begin'),
  sample(
    'json-web-token',
    ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.'),
    'eyJ is how they begin',
  ),
  sample('aws-access-key', `AKIA${upper(16)}`, 'AKIAEXAMPLE'),
  sample('amazon-mws-token', `amzn.mws.${'4ea38b7b-f563-7709-4bae-87aea15c0a1b'}`, 'amzn.mws.orders'),
  sample('github-token', `ghp_${word(36)}`, 'ghp_example'),
  sample('gitlab-token', `glpat-${word(20)}`, 'glpat-example'),
  sample('bitbucket-token', `ATBB${word(32)}`, 'ATBB tokens'),
  sample('atlassian-token', `ATATT3xFfGF0${word(60)}`, 'ATATT3 tokens'),
  sample('npm-token', `npm_${word(36)}`, 'npm_config_registry'),
  sample('pypi-token', `pypi-AgEIcHlwaS5vcmc${word(60)}`, 'pypi-simple-index-mirror-list'),
  sample('rubygems-token', `rubygems_${hex(48)}`, 'rubygems_api'),
  sample('nuget-key', `oy2${chars('abcdefghijklmnopqrstuvwxyz234567', 43, 9)}`, 'oy2 is how they begin'),
  sample('docker-token', `dckr_pat_${word(27)}`, 'dckr_pat_example'),
  sample('huggingface-token', `hf_${word(34)}`, 'hf_hub_download'),
  sample('openai-key', `sk-proj-${word(48)}`, 'sk-learn-compatible-estimators'),
  sample('groq-key', `gsk_${word(52)}`, 'gsk_example'),
  sample('replicate-token', `r8_${word(37)}`, 'r8_example'),
  sample('perplexity-key', `pplx-${word(48)}`, 'pplx-70b-online'),
  sample('slack-token', `xoxb-${'123456789012-'}${word(24)}`, 'xoxb-token'),
  sample('slack-app-token', `xapp-1-A0${word(40)}`, 'xapp-level tokens'),
  sample(
    'slack-webhook',
    `T0${upper(8)}/B0${upper(8)}/${word(24)}`,
    'https://hooks.slack.com/services/your/webhook/path',
    `https://hooks.slack.com/services/T0${upper(8)}/B0${upper(8)}/${word(24)}`,
  ),
  sample(
    'discord-webhook',
    word(68),
    'https://discord.com/api/webhooks/{id}',
    `https://discord.com/api/webhooks/123456789012345678/${word(68)}`,
  ),
  sample(
    'teams-webhook',
    `${hex(32)}@${hex(32, 2)}`,
    'https://acme.webhook.office.com/webhookb2/',
    `https://acme.webhook.office.com/webhookb2/${hex(32)}@${hex(32, 2)}`,
  ),
  sample('discord-token', `M${word(23)}.${word(6)}.${word(27)}`, 'Module.exports.handler'),
  sample('telegram-token', `123456789:AA${word(33)}`, '123456789:AA'),
  sample('stripe-key', `sk_live_${word(24)}`, 'sk_live_example'),
  sample('square-token', `sq0csp-${word(43)}`, 'sq0csp-example'),
  sample('facebook-token', `EAACEdEose0cBA${word(80)}`, 'EAACURRENCY'),
  sample('paypal-token', `access_token$production$${hex(16)}$${hex(32)}`, 'access_token$production'),
  sample('shopify-token', `shpat_${hex(32)}`, 'shpat_example'),
  sample(
    'plaid-token',
    `access-sandbox-${'3f3181d2-76de-40c2-8f3b-152d2c6726d1'}`,
    'access-sandbox-environment',
  ),
  sample('google-api-key', `AIza${word(35)}`, 'AIza is how they begin'),
  sample('google-client-secret', `GOCSPX-${word(28)}`, 'GOCSPX-example'),
  sample('google-access-token', `ya29.${word(60)}`, 'ya29.example'),
  sample('google-refresh-token', `1//0${word(60)}`, 'file:///1//0/index'),
  sample('sendgrid-key', `SG.${word(22)}.${word(43)}`, 'SG.example'),
  sample('mailgun-key', `key-${hex(32)}`, 'key-value'),
  sample('mailchimp-key', `${hex(32)}-us12`, 'en-us12'),
  sample('brevo-key', `xkeysib-${hex(64)}-${word(16)}`, 'xkeysib-example'),
  sample('twilio-key', `SK${hex(32)}`, 'SKU12345'),
  sample('digitalocean-token', `dop_v1_${hex(64)}`, 'dop_v1_example'),
  sample('heroku-key', `HRKU-${word(40)}`, 'HRKU-example'),
  sample('fly-token', `fm2_${word(80)}`, 'fm2_example'),
  sample('vault-token', `hvs.${word(90)}`, 'hvs.example'),
  sample('terraform-token', `${word(14)}.atlasv1.${word(67)}`, 'name.atlasv1.example'),
  sample('pulumi-token', `pul-${hex(40)}`, 'pul-example'),
  sample('doppler-token', `dp.pt.${word(43)}`, 'dp.pt.example'),
  sample('databricks-token', `dapi${hex(32)}`, 'dapi-example'),
  sample('grafana-token', `glsa_${word(32)}_${hex(8)}`, 'glsa_example'),
  sample('newrelic-key', `NRAK-${upper(27)}`, 'NRAK-EXAMPLE'),
  sample('sentry-token', `sntrys_${word(60)}`, 'sntrys_example'),
  sample('postman-key', `PMAK-${hex(24)}-${hex(34)}`, 'PMAK-example'),
  sample('linear-key', `lin_api_${word(40)}`, 'lin_api_example'),
  sample('notion-token', `secret_${word(43)}`, 'secret_configuration_of_the_application_server'),
  sample('figma-token', `figd_${word(40)}`, 'figd_example'),
  sample('airtable-token', `pat${word(14)}.${hex(64)}`, 'pattern.example'),
  sample('contentful-token', `CFPAT-${word(43)}`, 'CFPAT-example'),
  sample('planetscale-token', `pscale_tkn_${word(43)}`, 'pscale_tkn_example'),
  sample('supabase-token', `sbp_${hex(40)}`, 'sbp_example'),
  sample('shippo-token', `shippo_live_${hex(40)}`, 'shippo_live_example'),
  sample('easypost-key', `EZAK${word(54)}`, 'EZAK example'),
  sample('zoho-token', `1000.${hex(32)}.${hex(32, 2)}`, '1000.00 EUR'),
  sample('dropbox-token', `sl.${word(130)}`, 'sl.example'),
  sample('circleci-token', `CCIPAT_${word(40)}`, 'CCIPAT_example'),
  sample('buildkite-token', `bkua_${hex(40)}`, 'bkua_example'),
  sample('typeform-token', `tfp_${word(44)}`, 'tfp_example'),
  sample('azure-client-secret', `Abc8Q~${word(34)}`, 'Abc8Q~x'),
  sample('bearer-token', word(24, 8), 'Bearer authentication2 is not supported', `Bearer ${word(24, 8)}`),
  sample(
    'basic-credentials',
    btoa('joe:hunter2-and-more'),
    'Basic authentication2 is not supported',
    `Basic ${btoa('joe:hunter2-and-more')}`,
  ),
  sample(
    'bare-basic-credentials',
    btoa('localadmin:klingel'),
    btoa('Product:1042'),
    `LOGIN defaults to '${btoa('localadmin:klingel')}'`,
  ),
  sample(
    'path-basic-credentials',
    btoa('local:klingel-und-mehr'),
    'https://api.example.com/ajohaioh/a',
    `https://api.example.com/login/${btoa('local:klingel-und-mehr')}/now`,
  ),
  sample('url-password', 'qw9-Er7', 'redis://cache.example:6379/0', 'redis://:qw9-Er7@cache.example:6379'),
  sample(
    'connection-password',
    `${word(40)}/+A==`,
    'AccountKey=<your key>;',
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${word(40)}/+A==;`,
  ),
  sample(
    'signed-address',
    `${word(40)}%3D`,
    'https://files.example/a?sig=short',
    `https://files.example/a?sv=2022&sig=${word(40)}%3D`,
  ),
  sample(
    'curl-login',
    'hunter2-and-more',
    'curl -u joe https://h.example',
    'curl -u joe:hunter2-and-more https://h.example',
  ),
];

/** Private keys in every other format. */
export const KEYS: readonly Sample[] = [
  'PRIVATE KEY',
  'EC PRIVATE KEY',
  'DSA PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'PGP PRIVATE KEY BLOCK',
].map((label, index) => {
  const key = word(320, 20 + index);
  return sample(label, key.slice(70, 120), `${label.replace('PRIVATE', 'PUBLIC')} in PEM`, pem(label, key));
});

/** Secrets that only the name before them, or a sentence, gives away. */
export const NAMED: readonly Sample[] = [
  sample(
    'service account',
    body.slice(70, 120),
    '{"type":"service_account","project_id":"p"}',
    JSON.stringify({ type: 'service_account', private_key: pem('PRIVATE KEY', body) }),
  ),
  sample(
    'passwords in a list',
    'tr0ub4dor-and-3',
    '{"passwordsPerUser":["tr0ub4dor-and-3"]}',
    '{"passwords":["tr0ub4dor-and-3","x9-other-one"]}',
  ),
  sample(
    'secrets in an object',
    'tr0ub4dor-and-4',
    '{"secretaries":{"db":"tr0ub4dor-and-4"}}',
    '{"secrets":{"db":{"main":"tr0ub4dor-and-4"}}}',
  ),
  sample('pass', 'tr0ub4dor-and-5', '{"boardingPassColour":"tr0ub4dor-and-5"}', '{"pass":"tr0ub4dor-and-5"}'),
  sample('auth', 'tr0ub4dor-and-6', '{"auth":"required"}', '{"auth":"tr0ub4dor-and-6"}'),
  sample('pwd', 'tr0ub4dor-and-7', '{"pwdPolicy":"tr0ub4dor-and-7"}', '{"pwd":"tr0ub4dor-and-7"}'),
  sample(
    'client_secret',
    'tr0ub4dor-and-8',
    '{"client_secret":"<client secret>"}',
    '{"client_secret":"tr0ub4dor-and-8"}',
  ),
  sample('api-key', 'tr0ub4dor-and-9', '{"api-key":"{{apiKey}}"}', '{"api-key":"tr0ub4dor-and-9"}'),
  sample(
    'credentials',
    'tr0ub4dor-and-1',
    '{"credentials":"include"}',
    '{"credentials":["tr0ub4dor-and-1"]}',
  ),
  sample(
    'passphrase',
    'mirror ladder copper violet seven',
    '{"password":"The new password of the user"}',
    '{"password":"mirror ladder copper violet seven"}',
  ),
  sample(
    'passphrase in prose',
    'mirror ladder copper violet window',
    'The password is required for every user of the tenant.',
    'The password is mirror ladder copper violet window',
  ),
  sample('password in prose', 'xKq-plum', 'The password is `required`.', 'The password is `xKq-plum`.'),
  sample(
    'password with a colon',
    'tr0ub4dor-and-2',
    'password: string',
    'Log in with user joe, password: tr0ub4dor-and-2',
  ),
  sample(
    'base64 in prose',
    'plum-7-tree',
    'Send the base64 of user:password.',
    'Send the base64 of joe:plum-7-tree in the header.',
  ),
  sample(
    'name and password',
    'klingelbeutel',
    'Username: your address, password: the one you chose.',
    'Username: `joe` and password: `klingelbeutel`',
  ),
  sample(
    'name and password, bare',
    'klingelbeutel',
    'login: string; password: mandatory',
    'Log in with user: joe / password: klingelbeutel.',
  ),
  sample(
    'connection string',
    'tr0ub4dor-and-0',
    'Server=db;Password=<password>;',
    'Server=db;User Id=sa;Password=tr0ub4dor-and-0;',
  ),
  sample(
    'connection string, short',
    'tr0ub4dor-and-x',
    'Server=db;Pwd={{pwd}};',
    'Server=db;Uid=sa;Pwd=tr0ub4dor-and-x;',
  ),
  sample('postgres', 'p0st-gres', 'postgres://db.example/main', 'postgres://joe:p0st-gres@db.example/main'),
  sample(
    'mongodb',
    'm0ngo-db',
    'mongodb+srv://db.example/main',
    'mongodb+srv://joe:m0ngo-db@db.example/main',
  ),
  sample('amqp', 'r4bbit-mq', 'amqp://mq.example', 'amqp://joe:r4bbit-mq@mq.example'),
];

/** What people write that is not a secret, whatever it looks like. */
export const INNOCENT: readonly string[] = [
  '7a5f2b1c-1234-4321-aaaa-0123456789ab',
  '5f4dcc3b5aa765d61d8327deb882cf99',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'W/"33a64df551425fcc55e4d42a148795d9f25f89d4"',
  '{"nextPageToken":"CAUQAA1234567890"}',
  '{"continuation_token":"abc1234567890"}',
  '{"syncToken":"abc1234567890"}',
  '{"max_tokens":4096}',
  '{"total_tokens": 1234, "prompt_tokens": 1200}',
  '{"tokens": 4096}',
  'Authorization: Bearer {{token}}',
  'Authorization: Bearer <token>',
  '{"password":"{{password}}"}',
  '{"password":"********"}',
  '{"token":"$TOKEN"}',
  '{"token_type":"bearer","expires_in":3600}',
  '{"tokenUrl":"https://h.example/oauth/token1"}',
  '{"token_endpoint_auth_method":"client_secret_basic"}',
  '{"passwordPolicy":"strong1234567"}',
  '{"passwordExpiresAt":"2024-01-01T00:00:00Z"}',
  'The password must have 8 characters.',
  'Passwords have 8 to 64 characters, with 1 digit.',
  'A token is valid for 3600 seconds; then ask for a new one.',
  'Uses HTTP Basic Authentication and Bearer authentication.',
  'Basic authentication2 and Basic authorization1 differ.',
  '{"signature":"Maria Gonzalez"}',
  '{"signature":"Best regards, Joe"}',
  '{"author":"Joe1234567890"}',
  '{"credentials":"same-origin"}',
  '{"pass":true,"passed":12}',
  '{"pass":"yes"}',
  '{"auth":"none"}',
  '{"authType":"oauth2"}',
  '{"grant_type":"client_credentials","scope":"read write"}',
  '{"keyword":"abc1234567890","monkey":"abc1234567890"}',
  '{"secretary":"abc1234567890"}',
  '{"client_id":"abc1234567890"}',
  'pm.environment.set("token", pm.response.json().access_token);',
  'const token = pm.environment.get("token");',
  'https://h.example/v1/users/123456789012/orders?page=2&size=100',
  'mailto:joe@h.example',
  'https://h.example:8443/a@b',
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 joe@h.example',
  '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa\n-----END CERTIFICATE-----',
  '-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX\n-----END PUBLIC KEY-----',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk',
  '+1 555 010 9999',
  '2024-08-13T10:50:16.123Z',
  'YOUR_API_KEY',
  'order-1234567890-A',
  `{"id":"${btoa('User:7a5f2b1c-1234-4321-aaaa-0123456789ab')}"}`,
  `{"after":"${btoa('cursor:order-12')}"}`,
  'The user is asked for a login; the password is optional.',
];
