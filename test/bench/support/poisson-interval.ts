/**
 * The exact interval of a Poisson mean after `count` events (Garwood 1936): the means for which at most, and at least,
 * `count` events have the probability (1 - confidence) / 2.
 */
export function poissonInterval(count: number, confidence: number): [number, number] {
  const tail = (1 - confidence) / 2;
  // The terms vanish in float64 far below the count, and the bound is never that low.
  const from = Math.max(1e-3, count - 6 * Math.sqrt(count));
  const low = count === 0 ? 0 : bisect((mean) => 1 - atMost(count - 1, mean) < tail, from, count);
  return [low, bisect((mean) => atMost(count, mean) > tail, count, 2 * count + 20)];
}

/** Probability of at most `count` events. Terms are computed from the largest one, so none overflows. */
function atMost(count: number, mean: number): number {
  let term = Math.exp(count * Math.log(mean) - mean - logFactorial(count));
  let sum = 0;
  for (let events = count; events >= 0 && (term > 1e-18 * sum || events > mean); events--) {
    sum += term;
    term *= events / mean;
  }
  return sum;
}

/** Uses Stirling's series from 100 on, where the next term is below 1e-13. */
function logFactorial(count: number): number {
  if (count >= 100) {
    return (
      (count + 0.5) * Math.log(count) - count + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * count) - 1 / (360 * count ** 3)
    );
  }
  let sum = 0;
  for (let factor = 2; factor <= count; factor++) sum += Math.log(factor);
  return sum;
}

/** The value at which `holds` changes from true to false. */
function bisect(holds: (value: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
