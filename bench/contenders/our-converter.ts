import { convertCollection } from '../../scripts/pipeline/pipeline.ts';

/** From text to document, the way the convert command goes. */
export async function convertOurs(text: string): Promise<unknown> {
  return (await convertCollection(text)).value;
}
