import { documentSuite } from '../../contract/document-suite.ts';
import type { RunOptions } from '../../contract/options.ts';
import type { Suite, SuiteRules } from '../../contract/suite.ts';
import { UsageError } from '../frame/command-error.ts';
import type { Io } from '../frame/io.ts';
import type { ReadDocument } from '../report-meta.ts';
import { readAccess } from './read-access.ts';
import { readHelp, type HelpFiles } from './read-help.ts';
import { readDocument, serverOf } from './read-document.ts';
import { refusing } from './refusing.ts';
import type { VerifyValues } from './verify-options.ts';

/** What is verified: a suite, and the server to send requests to. */
export interface VerifySubject {
  readonly suite: SuiteRules;
  /** The Postman collection that the API was made from; findings name its lines where the file exists. */
  readonly collection?: string;
  /** Documents that the report rests on. */
  readonly documents?: readonly ReadDocument[];
  /** Asked where requests are sent; recorded and passing traffic needs none. */
  place(): Promise<VerifyPlace>;
}

/** The options that describe the target, and how to leave it. */
export interface VerifyPlace {
  readonly options: Pick<RunOptions, 'target' | 'sandbox'> & { readonly suite: Suite };
  close(): Promise<void>;
}

/** A document as the subject. @throws UsageError where neither `--target` nor the document names one server */
export async function documentSubject(
  name: string,
  wanted: VerifyValues & HelpFiles,
  io: Io,
): Promise<VerifySubject> {
  const { bytes, document: spec } = await readDocument(name, io);
  const { target } = wanted;
  const access = readAccess(wanted, io);
  const help = await readHelp(wanted);
  const suite = await refusing(() =>
    documentSuite(spec, { ...access, ...help, ...(target !== undefined && { target }) }),
  );
  return {
    suite,
    documents: [{ name, bytes }],
    place: async () => {
      const found = target ?? serverOf(spec);
      if (found !== undefined) return { options: { target: found, suite }, close: async () => undefined };
      throw new UsageError('Name the server with --target: the document does not name exactly one.');
    },
  };
}
