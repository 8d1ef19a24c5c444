import type { FvcImage } from './fvc-database.ts';

/** Two compared images. */
export interface ComparedPair {
  readonly one: FvcImage;
  readonly other: FvcImage;
  readonly genuine: boolean;
  /** Whether the pair is in FVC's protocol: all genuine pairs, and the first impressions of different fingers. */
  readonly inProtocol: boolean;
}

/** Every pair of images within one database. */
export function pairsWithin(images: readonly FvcImage[]): ComparedPair[] {
  return images.flatMap((one, at) =>
    images.slice(at + 1).map((other) => {
      const genuine = one.finger === other.finger;
      return { one, other, genuine, inProtocol: genuine || (one.impression === 1 && other.impression === 1) };
    }),
  );
}

/** A pair with a matcher's score. */
export interface ScoredPair extends ComparedPair {
  readonly score: number;
}

/** Every pair of images of different databases: different people. */
export function pairsBetween(databases: readonly (readonly FvcImage[])[]): ComparedPair[] {
  return databases.flatMap((images, at) =>
    databases
      .slice(at + 1)
      .flatMap((others) =>
        images.flatMap((one) => others.map((other) => ({ one, other, genuine: false, inProtocol: false }))),
      ),
  );
}
