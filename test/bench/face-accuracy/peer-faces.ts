import { join } from 'node:path';
import { openFaceApiPeer } from '../peers/face-api.ts';
import { openHumanPeer } from '../peers/human.ts';
import { readPicture } from '../../models/face/rendering/photographs.ts';
import type { Pair } from './pairs-file.ts';
import type { ScoredPair } from './verification.ts';

export interface PeerResult {
  readonly name: string;
  readonly scored: readonly ScoredPair[];
  readonly failuresToAcquire: number;
}

/** Another package as a comparator: a description of the middle face, and a score of two that rises with similarity. */
export interface PeerComparator {
  readonly name: string;
  describe(file: string): Promise<ArrayLike<number> | undefined>;
  score(one: ArrayLike<number>, other: ArrayLike<number>): number;
}

/** Runs every other package on the pairs, each image once. */
export async function peerResults(
  images: string,
  pairs: readonly Pair[],
  report: (name: string, done: number, of: number) => void,
): Promise<PeerResult[]> {
  const results: PeerResult[] = [];
  for (const peer of await openPeers(images)) {
    const paths = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
    const found = new Map<string, ArrayLike<number>>();
    for (const [index, path] of paths.entries()) {
      if (index % 50 === 0) report(peer.name, index, paths.length);
      const described = await peer.describe(path);
      if (described !== undefined) found.set(path, described);
    }
    const scored = pairs.map(({ fold, same, a, b }): ScoredPair => {
      const [one, other] = [found.get(a), found.get(b)];
      return { fold, same, score: one && other ? peer.score(one, other) : Number.NEGATIVE_INFINITY };
    });
    results.push({ name: peer.name, scored, failuresToAcquire: paths.length - found.size });
  }
  return results;
}

export async function openPeers(images: string): Promise<PeerComparator[]> {
  const faceApi = await openFaceApiPeer();
  const human = await openHumanPeer();
  return [
    ...faceApi.lenientDetectors.map(({ name, options }) => ({
      name: `face-api ${faceApi.version.split(',')[0]}, ${name}`,
      describe: async (file: string) => faceApi.describeMiddle(await readPicture(join(images, file)), options),
      score: (one: ArrayLike<number>, other: ArrayLike<number>) => -distance(one, other),
    })),
    {
      name: `human ${human.version}`,
      describe: async (file) => human.describeMiddle(await readPicture(join(images, file))),
      score: (one, other) => human.similarity(Array.from(one), Array.from(other)),
    },
  ];
}

function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at]! - other[at]!) ** 2;
  return Math.sqrt(sum);
}
