import { objectAt, own, ownString, type JsonObject } from '../base/json.ts';
import { resolve } from './reference.ts';

/** A security scheme of a document. What has the wrong shape counts as absent. */
export interface SecuritySchemeDescriptor {
  readonly name: string;
  readonly description: string;
  /** `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`. */
  readonly type: string;
  /** Of `http`, in lower case. */
  readonly scheme: string;
  /** Of `apiKey`. */
  readonly in: string;
  /** Of the header, parameter or cookie of `apiKey`. */
  readonly parameter: string;
  /** Of `oauth2`: where tokens are granted for client credentials, else for a refresh token. */
  readonly tokenUrl?: string;
}

/** The security schemes of a document, in its order. */
export function describeSecuritySchemes(document: JsonObject): readonly SecuritySchemeDescriptor[] {
  const stated = objectAt(objectAt(document, 'components'), 'securitySchemes');
  return Object.keys(stated).map((name) => {
    const { value } = resolve(document, own(stated, name), '');
    const flows = objectAt(value, 'flows');
    const urls = ['clientCredentials', 'authorizationCode', 'password'].map((flow) =>
      ownString(objectAt(flows, flow), 'tokenUrl'),
    );
    const tokenUrl = urls.find((url) => url !== undefined);
    return {
      name,
      description: ownString(value, 'description') ?? '',
      type: ownString(value, 'type') ?? '',
      scheme: (ownString(value, 'scheme') ?? '').toLowerCase(),
      in: ownString(value, 'in') ?? '',
      parameter: ownString(value, 'name') ?? '',
      ...(tokenUrl !== undefined && { tokenUrl }),
    };
  });
}
