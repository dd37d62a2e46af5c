/**
 * Faults that get a whole run, each for the sake of a check that others forestall: the first finding of a
 * fault ends its run otherwise.
 */
export const witnesses: Readonly<Record<string, string>> = {
  'connection-kept': 'query-closes-silently',
  'consistent-refusal': 'update-priority-text-accepted',
  'content-length-honest': 'query-length-too-short',
  'no-markup-echoed': 'id-echoed-as-html',
  'origin-not-trusted': 'origin-reflected',
};
