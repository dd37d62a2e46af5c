/** Short names of common statuses (RFC 9110, section 15), for components. */
const REASONS: Readonly<Record<string, string>> = {
  '200': 'Ok',
  '201': 'Created',
  '202': 'Accepted',
  '400': 'BadRequest',
  '401': 'Unauthorized',
  '402': 'PaymentRequired',
  '403': 'Forbidden',
  '404': 'NotFound',
  '405': 'MethodNotAllowed',
  '406': 'NotAcceptable',
  '409': 'Conflict',
  '410': 'Gone',
  '413': 'ContentTooLarge',
  '415': 'UnsupportedMediaType',
  '422': 'UnprocessableContent',
  '429': 'TooManyRequests',
  '500': 'InternalServerError',
  '501': 'NotImplemented',
  '502': 'BadGateway',
  '503': 'ServiceUnavailable',
  '504': 'GatewayTimeout',
  default: 'DefaultResponse',
};

/** Name of a response that several operations share. */
export function responseName(status: string): string {
  return Object.hasOwn(REASONS, status) ? (REASONS[status] ?? '') : `Response${status}`;
}
