/**
 * Whether the time of a parser grows faster than its input. One input of the larger size is compared with as many inputs of the smaller size as give
 * the same bytes: in linear time both take as long, in quadratic time the large one takes `SIZES` times as long. Only the process's own processor time
 * counts, the pairs are measured in turn, and one good pair is enough, so that a busy machine changes nothing.
 */

/** How much larger the larger input is. */
const SIZES = 16;
/** Between 1 (linear) and `SIZES` (quadratic); collections of garbage cost more for the large input. */
const MAX_RATIO = 5;
const MAX_PAIRS = 8;
/** Below this much processor time a growth is nothing that an attacker can use, and not measurable. */
const UNMEASURABLE_MS = 20;

export type Growth = { readonly kind: 'linear' } | { readonly kind: 'super-linear'; readonly ratio: number };

/**
 * @param make the adversarial input of about `size` units @param largest its size when it is the largest that the parser can get
 * @param parse parses it; refusals are not exceptions
 */
export async function growthOf<T>(
  make: (size: number) => T,
  largest: number,
  parse: (input: T) => unknown,
): Promise<Growth> {
  const [small, large] = [make(Math.ceil(largest / SIZES)), make(largest)];
  let ratio = Number.POSITIVE_INFINITY;
  for (let pair = 0; pair < MAX_PAIRS; pair += 1) {
    const many = await processorMs(async () => {
      for (let time = 0; time < SIZES; time += 1) await parse(small);
    });
    const one = await processorMs(async () => void (await parse(large)));
    if (one < UNMEASURABLE_MS) return { kind: 'linear' };
    ratio = Math.min(ratio, one / Math.max(many, 0.1));
    if (ratio <= MAX_RATIO) return { kind: 'linear' };
  }
  return { kind: 'super-linear', ratio };
}

async function processorMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
