import { documentApi } from '../../contract/api/document-api.ts';
import type { Api } from '../../contract/api/api.ts';
import type { VerifyOptions } from '../../contract/options.ts';
import { UsageError } from '../frame/command-error.ts';
import type { Io } from '../frame/io.ts';
import type { ReadDocument } from '../report-meta.ts';
import { readDocument, serverOf } from './read-document.ts';
import { refusing } from './refusing.ts';
import type { VerifyValues } from './verify-options.ts';

/** What is verified: an API, and the server to send requests to. */
export interface VerifySubject {
  readonly api: Api;
  /** The Postman collection that the API was made from; findings name its lines where the file exists. */
  readonly collection?: string;
  /** Documents that the report rests on. */
  readonly documents?: readonly ReadDocument[];
  /** Asked where requests are sent; recorded and passing traffic needs none. */
  place(): Promise<VerifyPlace>;
}

/** The options that describe the target, and how to leave it. */
export interface VerifyPlace {
  readonly options: Pick<
    VerifyOptions,
    'target' | 'spec' | 'credentials' | 'profile' | 'hooks' | 'unprivilegedSecret' | 'sandbox'
  >;
  close(): Promise<void>;
}

/** A document as the subject. @throws UsageError where neither `--target` nor the document names one server */
export async function documentSubject(
  name: string,
  { target }: VerifyValues,
  io: Io,
): Promise<VerifySubject> {
  const { bytes, document: spec } = await readDocument(name, io);
  return {
    api: await refusing(() => documentApi(spec)),
    documents: [{ name, bytes }],
    place: async () => {
      const found = target ?? serverOf(spec);
      if (found !== undefined) return { options: { target: found, spec }, close: async () => undefined };
      throw new UsageError('Name the server with --target: the document does not name exactly one.');
    },
  };
}
