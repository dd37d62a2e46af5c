import { isVariable, type Piece, type Segment } from '../url/template.ts';

/** What one request puts in the place of one path variable. */
export type PathValue = { readonly written: string } | { readonly literal: string };

function textOfSegment(segment: Segment): string {
  return segment
    .map((piece) => (isVariable(piece) ? (piece.literal ?? `{{${piece.written}}}`) : piece.text))
    .join('');
}

function sameShape(template: Segment, segment: Segment): boolean {
  return (
    template.length === segment.length &&
    template.every((piece, index) => {
      const other = segment[index];
      if (other === undefined || isVariable(piece) !== isVariable(other)) return false;
      return isVariable(piece) || isVariable(other) || piece.text === other.text;
    })
  );
}

function valueOf(piece: Piece): PathValue[] {
  if (!isVariable(piece)) return [];
  return [piece.literal === undefined ? { written: piece.written } : { literal: piece.literal }];
}

function segmentValues(template: Segment, segment: Segment): PathValue[] | undefined {
  if (sameShape(template, segment)) return segment.flatMap(valueOf);
  const [only] = template;
  if (template.length !== 1 || only === undefined || !isVariable(only)) return undefined;
  return [{ literal: textOfSegment(segment) }];
}

/** Reads a concrete path through a template; absent where it is another path. */
export function pathValues(
  template: readonly Segment[],
  segments: readonly Segment[],
): PathValue[] | undefined {
  if (template.length !== segments.length) return undefined;
  const values: PathValue[] = [];
  for (const [index, part] of template.entries()) {
    const found = segmentValues(part, segments[index] ?? []);
    if (found === undefined) return undefined;
    values.push(...found);
  }
  return values;
}
