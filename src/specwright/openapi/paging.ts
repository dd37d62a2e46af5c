/* Names under which lists take the size and the place of a page. */

export const LIMIT = /^(limit|per_?page|page_?size|size|count|max_?results|top|\$top|first|take)$/i;
export const OFFSET = /^(offset|skip|\$skip|start|from|start_?index)$/i;
export const PAGE = /^(page|page_?number|page_?no|p)$/i;
export const CURSOR = /^(cursor|after|starting_?after|page_?token|next_?token|continuation|next)$/i;
