/**
 * Watches travellers at lanes with a new release, one after another, against the past of the same lanes: three cumulative sums (CUSUM; E. S.
 * Page, "Continuous inspection schemes", Biometrika 41, 1954) of log-likelihood ratios. Pure.
 */

/** A traveller as a lane reported them, without identity. */
export interface WatchedTraveller {
  readonly lane: string;
  readonly referred: boolean;
  /** A device or the lane itself was the cause of the referral. */
  readonly failed: boolean;
  readonly seconds: number;
}

/** The travellers of a lane before the release. */
export interface LanePast {
  readonly travellers: number;
  readonly referred: number;
  readonly failed: number;
  /** Mean and standard deviation of the logarithm of seconds. */
  readonly logMean: number;
  readonly logDeviation: number;
}

export const CHARTS = ['referrals', 'faults', 'times'] as const;
export type Chart = (typeof CHARTS)[number];

/** A sum at which the chart rings. `npm run bench -- roll-out` measures how often that happens without a change. */
export const RINGS_AT = 9;

/** The changes that the charts look for: odds of a referral and of a fault, and the shift of the time in standard deviations. */
const REFERRAL_ODDS = 2.5;
const FAULT_ODDS = 5;
const TIME_SHIFT = 0.5;
/** Longer times are cut, so that one traveller with a problem is not a slow release. */
const CUT_DEVIATIONS = 2.5;

/** Past travellers that the prior counts for. A lane without a past has the rates of the prior. */
const PRIOR = {
  referred: { yes: 1, no: 9 },
  failed: { yes: 0.5, no: 49.5 },
  time: { travellers: 20, logMean: Math.log(15), logDeviation: 0.5 },
} as const;

export type Sums = Readonly<Record<Chart, number>>;

export interface WatchedRelease {
  readonly travellers: number;
  /** The highest value of each sum so far, as a share of the value at which it rings. */
  readonly highest: Sums;
  /** The first chart that rang. */
  readonly rang: Chart | undefined;
}

/** @param pastOf of each lane; `undefined`: none */
export function watchRelease(
  travellers: Iterable<WatchedTraveller>,
  pastOf: (lane: string) => LanePast | undefined,
): WatchedRelease {
  const sums = { referrals: 0, faults: 0, times: 0 };
  const highest = { referrals: 0, faults: 0, times: 0 };
  const lanes = new Map<string, (traveller: WatchedTraveller) => Sums>();
  let rang: Chart | undefined;
  let count = 0;
  for (const traveller of travellers) {
    const steps = lanes.get(traveller.lane) ?? stepsOf(pastOf(traveller.lane));
    lanes.set(traveller.lane, steps);
    const adds = steps(traveller);
    count += 1;
    for (const chart of CHARTS) {
      sums[chart] = Math.max(0, sums[chart] + adds[chart]);
      highest[chart] = Math.max(highest[chart], sums[chart] / RINGS_AT);
      if (sums[chart] >= RINGS_AT) rang ??= chart;
    }
  }
  return { travellers: count, highest, rang };
}

/** The log-likelihood ratios that one traveller adds, for lanes with this past. */
function stepsOf(past: LanePast | undefined): (traveller: WatchedTraveller) => Sums {
  const { travellers = 0, referred = 0, failed = 0 } = past ?? {};
  const referral = bernoulliStep(upperRate(referred, travellers, PRIOR.referred), REFERRAL_ODDS);
  const fault = bernoulliStep(upperRate(failed, travellers, PRIOR.failed), FAULT_ODDS);
  const time = timeStep(past);
  return (one) => ({ referrals: referral(one.referred), faults: fault(one.failed), times: time(one.seconds) });
}

/** The mean of the rate plus one standard deviation (Beta posterior), so that a short past does not ring. */
function upperRate(count: number, of: number, prior: { readonly yes: number; readonly no: number }): number {
  const yes = count + prior.yes;
  const all = of + prior.yes + prior.no;
  const mean = yes / all;
  return Math.min(0.9, mean + Math.sqrt((mean * (1 - mean)) / (all + 1)));
}

function bernoulliStep(rate: number, oddsRatio: number): (happened: boolean) => number {
  const odds = (rate / (1 - rate)) * oddsRatio;
  const worse = odds / (1 + odds);
  const [yes, no] = [Math.log(worse / rate), Math.log((1 - worse) / (1 - rate))];
  return (happened) => (happened ? yes : no);
}

function timeStep(past: LanePast | undefined): (seconds: number) => number {
  const { travellers: weight, logMean, logDeviation } = PRIOR.time;
  const own = past?.travellers ?? 0;
  const share = own / (own + weight);
  const mean = share * (past?.logMean ?? 0) + (1 - share) * logMean;
  const deviation = Math.max(0.1, share * (past?.logDeviation ?? 0) + (1 - share) * logDeviation);
  // The mean of a short past is uncertain by this much
  const uncertain = 1 / Math.sqrt(own + 1);
  return (seconds) => {
    const z = (Math.log(Math.max(0.1, seconds)) - mean) / deviation - uncertain;
    return TIME_SHIFT * (Math.min(CUT_DEVIATIONS, Math.max(-CUT_DEVIATIONS, z)) - TIME_SHIFT / 2);
  };
}

/** Mean and standard deviation of the logarithms, and the counts. */
export function pastOf(travellers: readonly Omit<WatchedTraveller, 'lane'>[]): LanePast {
  const logs = travellers.map(({ seconds }) => Math.log(Math.max(0.1, seconds)));
  const logMean = logs.reduce((sum, log) => sum + log, 0) / Math.max(1, logs.length);
  const squares = logs.reduce((sum, log) => sum + (log - logMean) ** 2, 0);
  return {
    travellers: travellers.length,
    referred: travellers.filter(({ referred }) => referred).length,
    failed: travellers.filter(({ failed }) => failed).length,
    logMean,
    logDeviation: Math.sqrt(squares / Math.max(1, logs.length - 1)),
  };
}
