/** One function to be timed. */
export interface Contender {
  readonly name: string;
  /** Runs the work once, with the frame of this round. */
  readonly run: (round: number) => Promise<void>;
}

/** Milliseconds of one contender: median, quartiles, extremes. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly least: number;
  readonly most: number;
}

/** Spreads of the times of `interleaveTimes`. */
export async function interleave(
  contenders: readonly Contender[],
  warmUps: number,
  rounds: number,
): Promise<Map<string, Spread>> {
  const times = await interleaveTimes(contenders, warmUps, rounds);
  return new Map([...times].map(([name, values]) => [name, spreadOf(values)]));
}

/**
 * Runs every contender once per round, in a rotating order, so that other load affects all of them equally.
 *
 * @returns milliseconds of each round after the warm-up, by contender
 */
export async function interleaveTimes(
  contenders: readonly Contender[],
  warmUps: number,
  rounds: number,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(turn + round) % contenders.length];
      if (contender === undefined) continue;
      const start = performance.now();
      await contender.run(round);
      if (round >= warmUps) times.get(contender.name)?.push(performance.now() - start);
    }
  }
  return times;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), lowerQuartile: at(0.25), upperQuartile: at(0.75), least: at(0), most: at(1) };
}
