/** What the client says to those who write code, and what it is called on the command line. */
const WORDS: readonly (readonly [string | RegExp, string])[] = [
  [
    'An id of your own goes in as { extTaskId }, an id of the server as a string.',
    'Add --external for an id of your own (extTaskId); an id of the server goes without.',
  ],
  ['Query it by { extTaskId };', 'Query it with --external;'],
  ['Raise attemptTimeoutMs or timeoutMs.', 'Raise --timeout.'],
  ['queueTasks slows down', 'queue --from slows down'],
  [' Raise maxResponseBytes if such a reply is what you expect.', ''],
  ['maxResponseBytes', '16 MiB'],
  [/\btenantUrl\b/g, '--tenant-url'],
  [/\bclientId\b/g, '--client-id'],
  [/\bclientSecret\b/g, 'BPCC_CLIENT_SECRET'],
  [/\ballowHttp\b/g, '--allow-http'],
];

/** A sentence of the client in the words of its command. */
export function inCliWords(sentence: string): string {
  return WORDS.reduce((text, [from, to]) => text.replace(from, to), sentence);
}
