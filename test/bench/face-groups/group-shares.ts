import { drawSubjects, percentileInterval, type Random } from '../support/subject-resampling.ts';
import { proportion } from '../support/clopper-pearson.ts';
import { type Differential, differentialOf } from './group-rates.ts';

/** One image, and whether the counted event occurred. */
export interface Trial {
  readonly person: number;
  readonly happened: boolean;
}

/** Share of the images of one group with the event. */
export interface GroupShare {
  readonly group: string;
  readonly images: number;
  readonly happened: number;
  readonly share: number;
  /** 95 %, from resampling people within the group, and at least the exact binomial interval of the count. */
  readonly interval: readonly [number, number];
}

const RESAMPLES = 1_000;
const CONFIDENCE = 0.95;

/** The share of each group, and the differences between groups. Groups without an image are ignored. */
export function groupShares(
  groups: ReadonlyMap<string, readonly Trial[]>,
  random: Random,
): { readonly shares: GroupShare[]; readonly differential: Differential | undefined } {
  const usable = [...groups].filter(([, trials]) => trials.length > 0);
  const drawn = usable.map(([, trials]) => redraw(trials, random));
  const shares = usable.map(([group, trials], at): GroupShare => {
    const happened = trials.filter((trial) => trial.happened).length;
    const [low, high] = percentileInterval(drawn[at]!, CONFIDENCE);
    const exact = proportion(happened, trials.length);
    return {
      group,
      images: trials.length,
      happened,
      share: happened / trials.length,
      interval: [Math.min(low, exact.low), Math.max(high, exact.high)],
    };
  });
  const rated = shares.map(({ group, images, share }, at) => ({
    group,
    trials: images,
    rate: share,
    drawn: drawn[at]!,
  }));
  return { shares, differential: differentialOf(rated) };
}

/** The resampled shares, `RESAMPLES` times. */
function redraw(trials: readonly Trial[], random: Random): number[] {
  const people = new Map<number, { images: number; happened: number }>();
  for (const { person, happened } of trials) {
    const own = people.get(person) ?? { images: 0, happened: 0 };
    people.set(person, { images: own.images + 1, happened: own.happened + (happened ? 1 : 0) });
  }
  const counts = [...people.values()];
  return Array.from({ length: RESAMPLES }, () => {
    const times = drawSubjects(counts.length, random);
    let [images, happened] = [0, 0];
    counts.forEach((count, at) => {
      images += count.images * times[at]!;
      happened += count.happened * times[at]!;
    });
    return happened / images;
  });
}
