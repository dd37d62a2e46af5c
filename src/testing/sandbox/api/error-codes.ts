/** The published table of application errors: code, HTTP status, label. */
export const errorTable = {
  1: { status: 401, label: 'Authentication failed' },
  2: { status: 401, label: 'Access token expired' },
  3: { status: 403, label: 'Privilege not granted' },
  4: { status: 400, label: 'Missing parameter(s)' },
  5: { status: 400, label: 'Task is or already was in the queue' },
  6: { status: 400, label: 'Service not found or invalid' },
  7: { status: 400, label: 'Disposition not found' },
  8: { status: 404, label: 'Task not found' },
  9: { status: 400, label: 'Task not in queue' },
  10: { status: 400, label: 'Task already routed to an agent' },
  11: { status: 502, label: 'No servers available' },
  12: { status: 429, label: 'API limit exceeded' },
  13: { status: 500, label: 'Internal server error' },
  14: { status: 403, label: 'Feature not enabled' },
} as const;

/** An application error code, 1 to 14. */
export type ErrorCode = keyof typeof errorTable;

/** Every code, ascending. */
export const errorCodes: readonly ErrorCode[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

/** Tells whether a number is one of the published codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'number' && Object.hasOwn(errorTable, value);
}

/** Why a request is not granted. A value, not an exception: refusing is everyday work for a server. */
export class Refusal {
  readonly code: ErrorCode;
  /** Names of the fields at fault, for code 4. */
  readonly fields: readonly string[];
  /** What a developer wants to know and the published envelope has no room for. */
  readonly reason: string | undefined;
  readonly status: number;

  constructor(code: ErrorCode, fields: readonly string[] = [], reason?: string, status?: number) {
    this.code = code;
    this.fields = fields;
    this.reason = reason;
    this.status = status ?? errorTable[code].status;
  }

  /** The text of `errorMessage`. */
  get message(): string {
    const { label } = errorTable[this.code];
    return this.fields.length > 0 ? `${label} ${this.fields.join(', ')}` : label;
  }
}
