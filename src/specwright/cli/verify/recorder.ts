import type { Listener } from '../../contract/engine/events.ts';
import { Redactor } from '../../contract/exchange/redact.ts';
import type { Exchange } from '../../contract/exchange/exchange.ts';
import { writeEntry } from '../../contract/traffic/har.ts';
import { writeWhole } from '../frame/write-files.ts';

/** Keeps the traffic of a run, to be written at its end without its secrets. */
export interface Recorder {
  readonly listen: Listener;
  save(secrets: readonly (string | undefined)[]): Promise<void>;
}

export function openRecorder(file: string | undefined): Recorder {
  const kept: Exchange[] = [];
  return {
    listen: (event) => {
      if (file !== undefined && event.type === 'exchange') kept.push(event.exchange);
    },
    save: async (secrets) => {
      if (file === undefined) return;
      const redactor = new Redactor();
      for (const secret of secrets) redactor.add(secret);
      for (const exchange of kept) redactor.learn(exchange);
      await writeWhole(file, kept.map((exchange) => `${clean(exchange, redactor)}\n`).join(''));
    },
  };
}

function clean(exchange: Exchange, redactor: Redactor): string {
  const { request, answer } = exchange;
  return writeEntry({
    ...exchange,
    request: {
      ...request,
      url: redactor.text(request.url),
      headers: redactor.headers(request.headers),
      ...(request.body !== undefined && { body: redactor.text(request.body) }),
    },
    ...(answer && {
      answer: { ...answer, headers: redactor.headers(answer.headers), text: redactor.text(answer.text) },
    }),
  });
}
