import { ownObject } from '../../base/json.ts';
import { nodesOf } from '../document-nodes.ts';
import { invalidExamples, type InvalidExample } from '../invalid-examples.ts';
import type { ConversionProblem } from '../problem.ts';
import { overlayProblem } from './problems.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';

/**
 * Takes out the samples that a correction has made invalid: a request that was saved with its refusal may
 * fit the schema until the overlay says what the refusal was about. Where no valid sample would be left the
 * samples stay, and lint says that they and the correction contradict each other.
 */
export function dropOutdatedExamples(document: OpenApiDocument): readonly ConversionProblem[] {
  const byOwner = new Map<InvalidExample['owner'], InvalidExample[]>();
  for (const example of invalidExamples(document, nodesOf(document))) {
    byOwner.set(example.owner, [...(byOwner.get(example.owner) ?? []), example]);
  }
  return [...byOwner].flatMap(([owner, invalid]) => {
    const examples = ownObject(owner, 'examples') ?? {};
    const outdated = invalid.filter(({ key }) => key !== undefined);
    return outdated.length < Object.keys(examples).length ? outdated.map((one) => drop(examples, one)) : [];
  });
}

function drop(examples: OpenApiDocument, { key = '', at, reason }: InvalidExample): ConversionProblem {
  delete examples[key];
  return overlayProblem('overlay-outdates-example', at, { name: key, reason });
}
