import { operations, type OperationId } from '../../../generated/operations.ts';

type Responses = (typeof operations)[OperationId]['responses'][number];

/** An application error code that some operation documents. */
export type ErrorCode = Responses['errorCodes'][number];

/** What the document says of an error code. */
export interface DocumentedError {
  readonly code: ErrorCode;
  readonly status: number;
  /** The published words, which begin `errorMessage`. */
  readonly label: string;
  /** The operations that may answer with it. */
  readonly operations: readonly OperationId[];
}

/** Every documented error code, ascending. Descriptions of responses list them: `` `8` Task not found: ... ``. */
export const ERRORS: ReadonlyMap<number, DocumentedError> = readErrors();

function readErrors(): Map<number, DocumentedError> {
  const found = new Map<number, DocumentedError>();
  for (const { id, responses } of Object.values(operations)) {
    for (const { status, description, errorCodes } of responses) {
      const labels = new Map(
        [...description.matchAll(/`(\d+)` ([^:\n]+)/g)].map(([, code, label]) => [code, label]),
      );
      for (const code of errorCodes) {
        const known = found.get(code)?.operations ?? [];
        const label = labels.get(`${code}`) ?? `Error ${code}`;
        found.set(code, { code, status: Number(status), label, operations: [...known, id] });
      }
    }
  }
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** Whether a number is one of the documented codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'number' && ERRORS.has(value);
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
    this.status = status ?? ERRORS.get(code)?.status ?? 500;
  }

  /** The text of `errorMessage`. */
  get message(): string {
    return [
      ERRORS.get(this.code)?.label ?? '',
      ...(this.fields.length > 0 ? [this.fields.join(', ')] : []),
    ].join(' ');
  }
}
