import fc from 'fast-check';

/**
 * fast-check with one seed for every run, so that a change is judged by the same inputs as the change before it.
 * `PROPERTY_SEED=random` tries new ones, as the nightly run does; a number repeats a run.
 */
const seed = process.env['PROPERTY_SEED'] ?? '20261127';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

export * from 'fast-check';
export default fc;
