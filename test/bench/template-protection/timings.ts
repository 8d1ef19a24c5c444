import { protectedScore } from '../../../models/face/protection/compare-protected.ts';
import { protect, renew } from '../../../models/face/protection/pseudonymous-identifier.ts';
import { benchKey } from './bench-key.ts';
import type { EmbeddedImage } from './lfw-embeddings.ts';

const TIMES = 100;

/** Milliseconds, medians, on this thread. */
export function timings({ reference, probe }: EmbeddedImage) {
  const key = benchKey('timed', 0);
  const identifier = protect(reference, key);
  const medianOf = (use: () => void): number => {
    const taken = Array.from({ length: TIMES }, () => {
      const before = performance.now();
      use();
      return performance.now() - before;
    }).sort((one, other) => one - other);
    return taken[TIMES / 2]!;
  };
  return {
    protect: medianOf(() => protect(reference, key)),
    compare: medianOf(() => protectedScore(identifier, key, probe)),
    renew: medianOf(() => renew(identifier, key, benchKey('timed', 1))),
  };
}
