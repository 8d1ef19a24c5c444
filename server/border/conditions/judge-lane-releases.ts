/** Judges the targets of the signed channel that a lane holds: how fresh they are, and whether they are the published ones. Pure. */
import type { LaneReleaseState } from '../../records/kiosks/lane-releases.ts';
import { releaseStanding } from '../../contract/release-standing.ts';

export const RELEASE_TROUBLES = [
  /** A target in use is listed by a signature that has expired: the lane refers all travellers. */
  'too-old',
  /** People have not signed again for a long time, or their signatures do not reach the lane. */
  'renewal-due',
  /** For a day the lane has made no complete check, or has sent nothing. */
  'unchecked',
  /** The lane holds other bytes than those that were published under this version. */
  'other-digest',
  /** The lane holds a version that this server has not published: it was set back, or a stick is ahead of it. */
  'not-published',
] as const;
export type ReleaseTrouble = (typeof RELEASE_TROUBLES)[number];

export interface LaneTroubles {
  /** The first of the freshness troubles that applies; `undefined`: the lane is current. */
  readonly behind: Extract<ReleaseTrouble, 'too-old' | 'renewal-due' | 'unchecked'> | undefined;
  /** The first target that differs from what was published. */
  readonly differs:
    | { readonly trouble: Extract<ReleaseTrouble, 'other-digest' | 'not-published'>; readonly target: string }
    | undefined;
}

/**
 * The server judges the freshness from the lane's last message, so that a silent lane is found too, and accepts the lane's own judgement
 * where that is worse.
 *
 * @param published the digest of each published version, by `KIND/NAME/VERSION`
 */
export function judgeLaneReleases(
  { standing, checkedAt, held }: LaneReleaseState,
  published: ReadonlyMap<string, string>,
  now: number,
): LaneTroubles {
  const expiries = held.filter(({ kind }) => kind !== 'watchlist').map(({ expiresAt }) => expiresAt);
  const firstExpiry = expiries.length === 0 ? undefined : Math.min(...expiries);
  const judged = releaseStanding({ checkedAt, firstExpiry }, now);
  const behind = (['too-old', 'renewal-due', 'unchecked'] as const).find((one) => one === judged || one === standing);
  for (const { kind, name, version, digest } of held) {
    const target = `${kind}/${name}/${version}`;
    const own = published.get(target);
    if (own === undefined) return { behind, differs: { trouble: 'not-published', target } };
    if (own !== digest) return { behind, differs: { trouble: 'other-digest', target } };
  }
  return { behind, differs: undefined };
}
