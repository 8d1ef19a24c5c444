import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { openPeers } from '../face-accuracy/peer-faces.ts';
import { type Differential, groupRates } from './group-rates.ts';
import { groupsOf } from './groupings.ts';
import { type ScoreOf, strongestWithinCells, thresholdOf } from './impostors.ts';
import type { Label } from './labels.ts';

export interface PeerDifferential {
  readonly name: string;
  readonly images: number;
  readonly found: number;
  /**
   * By ethnicity, each comparator at its own score at which one pair in a hundred of one sex and ethnicity matches
   * falsely.
   */
  readonly differential: Differential | undefined;
}

/** The pooled rate within groups at which comparators are compared; small sets give enough matches there. */
const POOLED_RATE = 1e-2;
const SEED = 2;

/** Differences between ethnicities of the rates of face-api, human and the product, on the same images. */
export async function comparePeers(
  folder: string,
  labels: readonly Label[],
  people: Int32Array,
  compared: readonly number[],
  ours: ScoreOf,
  count: number,
): Promise<PeerDifferential[]> {
  const step = Math.max(1, Math.ceil(compared.length / count));
  const images = compared.filter((_, at) => at % step === 0);
  const judge = (name: string, found: readonly number[], scoreOf: ScoreOf): PeerDifferential => {
    const cells = [...groupsOf('everyone', labels, found).values()].flat();
    const within = strongestWithinCells(cells, people, scoreOf, 10 * POOLED_RATE);
    const threshold = thresholdOf(within, POOLED_RATE) ?? Number.POSITIVE_INFINITY;
    const matches = within.impostors.filter(({ score }) => score >= threshold);
    const random = seededRandom(SEED);
    const groups = groupsOf('ethnicity', labels, found);
    const { differential } = groupRates(groups, people, matches, () => random.between(0, 1));
    return { name, images: images.length, found: found.length, differential };
  };
  const results = [judge('ours', images, ours)];
  console.log(`\npeers on ${images.length} images`);
  for (const peer of await openPeers(folder)) {
    const described = new Map<number, ArrayLike<number>>();
    for (const [at, image] of images.entries()) {
      if (at % 100 === 0) console.log(`  ${peer.name}: ${at} of ${images.length} images`);
      const description = await peer.describe(labels[image]!.file);
      if (description !== undefined) described.set(image, description);
    }
    const scoreOf: ScoreOf = (one, other) => peer.score(described.get(one)!, described.get(other)!);
    results.push(judge(peer.name, [...described.keys()], scoreOf));
  }
  return results;
}
