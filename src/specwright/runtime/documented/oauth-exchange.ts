import type { TokenRequest } from '../runtime.ts';
import type { ClientCredentials } from './auth.ts';
import { basic } from './basic.ts';

/** What an OAuth 2 client asks for its token with: https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
export class OAuthExchange {
  readonly #credentials: ClientCredentials;
  #refreshToken: string | undefined;

  constructor(credentials: ClientCredentials) {
    this.#credentials = credentials;
    this.#refreshToken = credentials.refreshToken;
  }

  request(secret: string): TokenRequest {
    const { clientId, scope, sendIn } = this.#credentials;
    const inHeader = sendIn === 'header';
    return {
      form: {
        ...(this.#refreshToken === undefined
          ? { grant_type: 'client_credentials' }
          : { grant_type: 'refresh_token', refresh_token: this.#refreshToken }),
        ...(!inHeader && { client_id: clientId, client_secret: secret }),
        ...(scope !== undefined && { scope }),
      },
      ...(inHeader && {
        headers: {
          authorization: `Basic ${basic(encodeURIComponent(clientId), encodeURIComponent(secret))}`,
        },
      }),
    };
  }

  /** A server may give a new refresh token with every grant. */
  granted(json: unknown): void {
    const { refresh_token: next }: { refresh_token?: unknown } = Object(json);
    if (this.#refreshToken !== undefined && typeof next === 'string') this.#refreshToken = next;
  }
}
