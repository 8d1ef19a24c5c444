/** Whether a candidate agrees with the models or the policy in use within the signed limits: pure, from the counts of a shadow passage. */
import { clopperPearson } from '../../platform/base/clopper-pearson.ts';
import {
  CANDIDATE_CAUSES,
  judgedIn,
  missedFor,
  type ShadowCounts,
  type ShadowLimits,
} from '../../contract/shadow-passage.ts';

export const PASSAGE_STATES = ['undecided', 'within-limits', 'exceeded'] as const;
export type PassageState = (typeof PASSAGE_STATES)[number];

/**
 * The upper bound of a share holds with 95 %, and must lie at or below its limit. A share exceeds its limit when its lower bound, which holds
 * with 99.9 %, lies above: the server looks after every batch, and a laxer bound would ring by chance.
 */
const WITHIN_ALPHA = 0.05;
const EXCEEDED_ALPHA = 0.001;

const MILLION = 1_000_000;

export interface PassageJudgement {
  readonly state: PassageState;
  readonly judged: number;
  /** Upper bounds of the shares, 0..1; 1 without travellers. */
  readonly wouldPassHigh: number;
  readonly wouldRefuseHigh: number;
  readonly notJudgedHigh: number;
}

export function judgePassage(counts: ShadowCounts, limits: ShadowLimits): PassageJudgement {
  const judged = judgedIn(counts);
  const atFault = CANDIDATE_CAUSES.reduce((sum, reason) => sum + missedFor(counts, reason), 0);
  const shares = [
    { bounds: boundsOf(counts.wouldPass, judged), most: limits.wouldPassMostPpm / MILLION },
    { bounds: boundsOf(counts.wouldRefuse, judged), most: limits.wouldRefuseMostPpm / MILLION },
    { bounds: boundsOf(atFault, judged + atFault), most: limits.notJudgedMostPpm / MILLION },
  ] as const;
  const [wouldPass, wouldRefuse, notJudged] = shares;
  const highs = {
    wouldPassHigh: wouldPass.bounds.high,
    wouldRefuseHigh: wouldRefuse.bounds.high,
    notJudgedHigh: notJudged.bounds.high,
  };
  return { state: stateOf(), judged, ...highs };

  function stateOf(): PassageState {
    if (shares.some(({ bounds, most }) => bounds.low > most)) return 'exceeded';
    const isEnough = judged >= limits.travellers;
    return isEnough && shares.every(({ bounds, most }) => bounds.high <= most) ? 'within-limits' : 'undecided';
  }
}

function boundsOf(count: number, of: number) {
  return of === 0 ? { low: 0, high: 1 } : clopperPearson(count, of, { low: EXCEEDED_ALPHA, high: WITHIN_ALPHA });
}
