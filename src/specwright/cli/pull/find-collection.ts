import type { JsonObject } from '../../base/json.ts';
import { readSource } from '../../convert/1-read/read-source.ts';
import { ConversionError } from '../../convert/problem.ts';
import { addressOf } from './address.ts';
import { collectionUrlInPage } from './documenter-page.ts';
import { CommandError } from '../frame/command-error.ts';
import { readBytes } from '../frame/read-input.ts';
import { download, shown, type Download, type DownloadOptions } from './download.ts';

export interface Found {
  readonly collection: JsonObject;
  /** Absent for a file. */
  readonly url?: string;
}

export interface FindOptions extends Omit<DownloadOptions, 'headers'> {
  /** Sent to Postman's API only. */
  readonly apiKey: string | undefined;
}

/** Either the collection, or where to look next. */
type Step = { readonly collection: JsonObject } | { readonly next: string };

/** Finds the collection that an argument names: a page leads to it, and page data does too. */
export async function findCollection(argument: string, options: FindOptions): Promise<Found> {
  const address = addressOf(argument);
  if (address === undefined) {
    const reason = 'only https addresses, uids and files are pulled';
    throw new CommandError('address-not-https', `Cannot pull ${shown(argument)}: ${reason}.`);
  }
  if (address.kind === 'file') return fromFile(address.path);
  return address.kind === 'postman-api'
    ? fromPostmanApi(address.url, options)
    : fromWeb(address.url, options);
}

async function fromFile(path: string): Promise<Found> {
  const step = read(await readBytes(path), path);
  if ('collection' in step) return step;
  throw new CommandError(
    'page-data',
    `${path} is the page data of a published page; pull ${step.next} instead.`,
  );
}

async function fromPostmanApi(url: string, options: FindOptions): Promise<Found> {
  if (options.apiKey === undefined || options.apiKey === '') {
    const reason = "Postman's API wants a key; set POSTMAN_API_KEY";
    throw new CommandError('api-key-missing', `Cannot pull ${shown(url)}: ${reason}.`);
  }
  const found = await download(url, { ...options, headers: { 'x-api-key': options.apiKey } });
  return finished(stepFrom(found), found, url);
}

/** At most three steps: a page, its page data, the collection. */
async function fromWeb(first: string, options: FindOptions): Promise<Found> {
  let url = first;
  for (let count = 0; ; count += 1) {
    const found = await download(url, { ...options, headers: {} });
    const step = stepFrom(found);
    if ('collection' in step || count === 2) return finished(step, found, first);
    url = step.next;
  }
}

function finished(step: Step, found: Download, asked: string): Found {
  if ('collection' in step) return { collection: step.collection, url: shown(found.url) };
  throw new CommandError(
    'collection-not-found',
    `Cannot pull ${shown(asked)}: it does not lead to a collection.`,
  );
}

function stepFrom(found: Download): Step {
  if (!found.isHtml) return read(found.bytes, shown(found.url));
  const next = collectionUrlInPage(new TextDecoder().decode(found.bytes), found.url);
  if (next !== undefined) return { next };
  const reason = 'the answer is an HTML page, and not one that Postman publishes a collection on';
  throw new CommandError('page-without-collection', `Cannot pull ${shown(found.url)}: ${reason}.`);
}

function read(bytes: Uint8Array, name: string): Step {
  try {
    return { collection: readSource(bytes).value.collection };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    const next = error.problem.code === 'documenter-page-data' ? error.problem.args['url'] : undefined;
    if (typeof next === 'string') return { next };
    throw new CommandError(error.problem.code, `Cannot pull ${name}: ${error.message}`);
  }
}
