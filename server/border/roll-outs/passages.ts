/** The shadow passage of each release of models or of a decision policy, from the counts of the fleet. Pure. */
import { canShadow, type ReleaseTerms, releasePath } from '../../contract/release.ts';
import { noCounts, type ShadowCounts, type ShadowLimits } from '../../contract/shadow-passage.ts';
import type { FleetShadow } from '../../records/kiosks/shadow-counts.ts';
import type { ReleaseEntry } from '../../lanes/releases/entries.ts';
import { judgePassage, type PassageJudgement } from './judge-passage.ts';

export interface ReleasePassage extends PassageJudgement {
  /** Absent for models that decide without a shadow release of the same file: they never proceed. */
  readonly limits: ShadowLimits | undefined;
  readonly counts: ShadowCounts;
  readonly lanes: number;
}

/** `undefined` for a release of another kind, and for a policy without a shadow release of the same file. */
export type PassageOf = (terms: ReleaseTerms) => ReleasePassage | undefined;

/** Without limits nothing is decided. */
const UNDECIDED = { state: 'undecided', judged: 0, wouldPassHigh: 1, wouldRefuseHigh: 1, notJudgedHigh: 1 } as const;

/** A file that decides has the limits of its shadow release: the same bytes, listed now and not withdrawn. */
export function passagesOf(entries: readonly ReleaseEntry[], fleet: ReadonlyMap<string, FleetShadow>): PassageOf {
  const digests = new Map(entries.map(({ terms, digest }) => [releasePath(terms), digest]));
  const shadows = entries.filter(({ terms }) => terms.shadow !== undefined && terms.state !== 'withdrawn');
  return (terms) => {
    if (!canShadow(terms.kind)) return undefined;
    const digest = digests.get(releasePath(terms)) ?? '';
    const limits =
      terms.shadow ?? strictest(shadows.flatMap((one) => (one.digest === digest ? (one.terms.shadow ?? []) : [])));
    // Models always need a shadow passage, a policy if people have signed one
    if (limits === undefined && terms.kind === 'decision-policy') return undefined;
    const { counts, lanes } = fleet.get(digest) ?? { counts: noCounts(), lanes: 0 };
    return { ...(limits === undefined ? UNDECIDED : judgePassage(counts, limits)), limits, counts, lanes };
  };
}

/** If one file has several shadow releases, each limit counts. */
function strictest(all: readonly ShadowLimits[]): ShadowLimits | undefined {
  const [first, ...others] = all;
  return (
    first &&
    others.reduce(
      (one, other) => ({
        travellers: Math.max(one.travellers, other.travellers),
        wouldPassMostPpm: Math.min(one.wouldPassMostPpm, other.wouldPassMostPpm),
        wouldRefuseMostPpm: Math.min(one.wouldRefuseMostPpm, other.wouldRefuseMostPpm),
        notJudgedMostPpm: Math.min(one.notJudgedMostPpm, other.notJudgedMostPpm),
      }),
      first,
    )
  );
}
