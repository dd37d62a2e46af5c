import type { CanonicalParameter, CanonicalRequest } from '../../canonical-collection.ts';

/** Header names do not depend on letter case: the first spelling of each is that of the whole operation. */
class Spelling {
  readonly #names = new Map<string, string>();

  apply(headers: readonly CanonicalParameter[]): CanonicalParameter[] {
    return headers.map((header) => {
      const folded = header.name.toLowerCase();
      const name = this.#names.get(folded) ?? header.name;
      this.#names.set(folded, name);
      return name === header.name ? header : { ...header, name };
    });
  }
}

/** The requests of one operation, each header under one spelling in all of them. */
export function withOneSpelling(requests: readonly CanonicalRequest[]): CanonicalRequest[] {
  const spelling = new Spelling();
  return requests.map((request) => ({
    ...request,
    headers: spelling.apply(request.headers),
    responses: request.responses.map((response) =>
      response.request === undefined
        ? response
        : {
            ...response,
            request: { ...response.request, headers: spelling.apply(response.request.headers) },
          },
    ),
  }));
}
