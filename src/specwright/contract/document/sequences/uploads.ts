import { isObject, ownString, type Json } from '../../../base/json.ts';
import { isJsonType } from '../../../openapi/content.ts';
import type { OperationDescriptor } from '../../../openapi/operation.ts';
import type { Api } from '../../api/api.ts';
import { essence } from '../../api/find.ts';
import { stateAfterCall } from '../../checks/state-after-call.ts';
import { Skip, type Case, type Probe } from '../../engine/case.ts';
import type { Demand } from '../../engine/expectation.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { withValue } from '../../schema/place.ts';
import { documented } from '../bound.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import type { Records } from '../records.ts';
import type { SentFile } from '../request-maker.ts';
import { successes } from '../values.ts';

const CONTENT = 'a file of a contract check, sent so that it can be read again';
const SIZE = /^((file|content|byte)_?)?(size|bytes|length)(_?(in_?)?bytes)?$/i;
const NAME = /^(original_?)?(file_?)name$/i;
const TYPE = /^(media|mime|content)_?type$/i;
const TOLD = [SIZE, NAME, TYPE];
/** What a server that makes another file of the one that it got says of it. */
const REMADE = /compress|resiz|scal|convert|encod|encrypt|normali|sanit|generat|strip|thumb/i;

/** Files are kept as they were sent: their size, their name, their type, and each byte. */
export function uploadCases(api: Api, records: Records): readonly Case[] {
  return api.operations.flatMap((operation): Case[] => {
    const file = operation.deprecated ? undefined : records.requests.file(operation);
    if (file === undefined || records.requests.lack(operation) !== undefined) return [];
    return [
      {
        id: `workflow/${operation.id}-file`,
        source: 'workflow',
        title: `${operation.id}: a file is kept as it was sent`,
        operation: operation.id,
        impact: 'own',
        turn: 'together',
        run: (probe) => upload(api, records, operation, file, probe),
      },
    ];
  });
}

async function upload(
  api: Api,
  records: Records,
  operation: OperationDescriptor,
  file: SentFile,
  probe: Probe,
): Promise<void> {
  const filling = await records.fill(probe, operation);
  const body = withValue(filling.body ?? {}, file.place, CONTENT);
  const exchange = await probe.send(records.requests.request(operation, { ...filling, body }), {
    accept: [{ statuses: documented(operation) }],
    because: 'the request is as the document says',
    demands: [toldOf(operation, file, records)],
  });
  if (!isSuccess(exchange.answer)) throw new Skip(`not exercised: ${operation.id} refuses the file`);
  let isSeen = pairsOf(exchange.answer?.json).some(([key]) => TOLD.some((pattern) => pattern.test(key)));
  const bound = records.bound(operation);
  const path = filling.path ?? new Map<string, string>();
  const made =
    bound?.binding.role === 'create' ? records.adopt(bound, exchange, path, filling.body) : undefined;
  for (const download of downloads(api, operation)) {
    const name = /\{([^{}]+)\}/.exec(download.path.slice(operation.path.length))?.[1];
    if (name !== undefined && made === undefined) continue;
    const at = new Map(path);
    if (name !== undefined && made !== undefined) at.set(name, made.id);
    const { answer } = await probe.send(records.requests.request(download, { path: at }), {
      accept: [{ statuses: [...successes(download), ...REDIRECTS] }],
      because: 'the file was sent before',
      demands: [sameContent(download)],
    });
    isSeen ||= answer?.status === 200;
  }
  if (!isSeen) throw new Skip(`not exercised: no answer here shows the file of ${operation.id}`);
}

/** A file may be fetched from elsewhere; what is there is not looked at. */
const REDIRECTS = [301, 302, 303, 307, 308];

/** What shows a file that was sent: a call to the same path, or below the record that holds it. */
function downloads({ operations }: Api, sent: OperationDescriptor): readonly OperationDescriptor[] {
  return operations.filter(
    (one) =>
      one.method === 'GET' &&
      !one.deprecated &&
      one.path.startsWith(sent.path) &&
      /^(\/\{[^{}]+\})?(\/(content|contents|file|download|raw|data|binary|body))?$/i.test(
        one.path.slice(sent.path.length),
      ) &&
      one.responses.some(
        ({ status, content }) =>
          status.startsWith('2') &&
          content.length > 0 &&
          content.every(({ mediaType }) => !isJsonType(mediaType)),
      ),
  );
}

/** Size, name and type of the file, as far as the answer says them. */
function toldOf(operation: OperationDescriptor, { mediaType, name }: SentFile, records: Records): Demand {
  const properties = records.bound(operation)?.binding.resource.properties;
  return stateDemand(function* (json) {
    for (const [key, value] of pairsOf(json)) {
      if (REMADE.test(ownString(properties?.get(key), 'description') ?? '')) continue;
      const expected = expectedOf(key, value, mediaType, name);
      if (expected !== undefined)
        yield flaw(
          `${operation.id} shows another ${key} than that of the file`,
          show(expected),
          show(value),
          `${key} of a file`,
        );
    }
  });
}

/** What a property would say of the file where it says something else. */
function expectedOf(key: string, value: Json, mediaType: string, name: string | undefined): Json | undefined {
  if (typeof value === 'number')
    return SIZE.test(key) && value !== CONTENT.length ? CONTENT.length : undefined;
  if (typeof value !== 'string') return undefined;
  if (TYPE.test(key) && essence(value) !== essence(mediaType)) return mediaType;
  if (name === undefined || !NAME.test(key)) return undefined;
  // Servers make names of their own: those have the same ending, or the name in them.
  const [stem = '', ending = ''] = name.split('.');
  return value.includes(stem) || value.endsWith(`.${ending}`) ? undefined : name;
}

/** The properties of an answer, and of the records in it. */
function pairsOf(json: Json | undefined): readonly (readonly [string, Json])[] {
  const entries = isObject(json) ? Object.entries(json) : [];
  return [...entries, ...entries.flatMap(([, value]) => (isObject(value) ? Object.entries(value) : []))];
}

function sameContent(download: OperationDescriptor): Demand {
  return {
    check: stateAfterCall,
    *examine({ status, text }) {
      if (status === 200 && text !== CONTENT)
        yield flaw(
          `${download.id} gives another file than the one that was sent`,
          show(CONTENT),
          show(text),
          'content of a file',
        );
    },
  };
}
