import { convertCollection } from '../../scripts/pipeline/pipeline.ts';

/** From text to document, the way the convert command goes. */
export function convertOurs(text: string): unknown {
  return convertCollection(new TextEncoder().encode(text)).value;
}
