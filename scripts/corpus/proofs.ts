import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { convertCollection } from '../../src/specwright/convert/convert-collection.ts';
import { ConversionError } from '../../src/specwright/convert/problem.ts';
import { foundIn, isProven, proveDocument, type Proof } from '../prove/prove-document.ts';

/** Converts each file, proves its document, and prints a line for each; returns the exit code. */
export async function proveCorpus(
  folder: string,
  files: readonly string[],
  most: number,
  print: (text: string) => unknown,
): Promise<number> {
  const proofs: Proof[] = [];
  print(`At most ${most} faults per document, spread over those that apply. found/tried (of applicable)\n`);
  for (const [index, file] of files.entries()) {
    const bytes = await readFile(path.join(folder, file));
    const document = await convertCollection(bytes).then(
      ({ value }) => value,
      (cause: unknown) => {
        if (cause instanceof ConversionError) return undefined;
        throw cause;
      },
    );
    if (document === undefined) continue;
    const proof = await proveDocument(document, { most, offset: index });
    proofs.push(proof);
    print(lineOf(file, proof));
  }
  const trials = proofs.flatMap((proof) => proof.trials);
  const green = proofs.filter(({ falseFindings }) => falseFindings.length === 0).length;
  const proven = proofs.filter(isProven).length;
  const applicable = proofs.reduce((sum, proof) => sum + proof.applicable, 0);
  const alive = new Map<string, number>();
  for (const { fault, killers } of trials)
    if (killers.length === 0) alive.set(fault, (alive.get(fault) ?? 0) + 1);
  for (const [fault, count] of alive) print(`alive in ${count}: ${fault}\n`);
  print(
    `${proofs.length} documents: ${green} green without a fault, ${proven} proven; ${shareOf(foundIn(trials), trials.length)} faults found, of ${applicable} that apply\n`,
  );
  return proven === proofs.length ? 0 : 1;
}

function lineOf(file: string, proof: Proof): string {
  const { falseFindings, applicable, trials } = proof;
  const alive = trials.filter(({ killers }) => killers.length === 0).map(({ fault }) => fault);
  const found = shareOf(foundIn(trials), trials.length);
  return [
    `${isProven(proof) ? 'ok   ' : 'SHORT'} ${found.padEnd(18)} (${applicable})  ${file}`,
    ...(alive.length > 0 ? [`      alive: ${alive.join(', ')}`] : []),
    ...falseFindings.map((finding) => `      without a fault: ${finding}`),
    '',
  ].join('\n');
}

function shareOf(found: number, tried: number): string {
  return `${found}/${tried} ${((100 * found) / Math.max(1, tried)).toFixed(1)} %`;
}
