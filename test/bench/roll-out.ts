/**
 * How often the charts of a roll-out ring without a change, and how soon they ring for a worse release. `npm run bench -- roll-out`; the
 * record goes to `test/bench/results/roll-out.json`. Lanes differ, hours differ, and travellers of one flight come together; each lane has a
 * past of 300 travellers from the same process.
 */
import { type LanePast, pastOf, type WatchedTraveller, watchRelease } from '../../server/border/roll-outs/charts.ts';
import { STEP_TERMS } from '../../server/border/roll-outs/judge-step.ts';
import { writeRecord } from './support/record.ts';

const ROLL_OUTS = 2_000;
const WORSE_ROLL_OUTS = 400;
const PAST = 300;
const LANES = 40;
/** The travellers of all gated steps. */
const TRAVELLERS = Object.values(STEP_TERMS).reduce((sum, { travellers }) => sum + travellers, 0);

/** Mulberry32: the same figures in each run. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Change {
  readonly referralOdds: number;
  readonly faultOdds: number;
  readonly slower: number;
}
const NO_CHANGE: Change = { referralOdds: 1, faultOdds: 1, slower: 1 };

function simulate(random: () => number, change: Change) {
  const normal = (): number => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const lanes = Array.from({ length: LANES }, (_, at) => ({
    id: `lane-${at}`,
    referred: 0.05 + 0.12 * random(),
    failed: 0.002 + 0.008 * random(),
    seconds: 11 + 6 * random(),
    flight: { left: 0, odds: 1 },
  }));
  const withOdds = (rate: number, odds: number): number => (rate * odds) / (1 - rate + rate * odds);
  const traveller = (lane: (typeof lanes)[number], worse: Change, hour: number): WatchedTraveller => {
    if (lane.flight.left === 0) lane.flight = { left: 5 + Math.floor(40 * random()), odds: Math.exp(0.25 * normal()) };
    lane.flight.left -= 1;
    const ofHour = Math.exp(0.15 * Math.sin((2 * Math.PI * hour) / 24));
    const failed = random() < withOdds(lane.failed, worse.faultOdds);
    const rate = withOdds(lane.referred, lane.flight.odds * ofHour * worse.referralOdds);
    const seconds = lane.seconds * worse.slower * ofHour ** 0.3 * Math.exp(0.35 * normal());
    return { lane: lane.id, referred: failed || random() < rate, failed, seconds };
  };
  const pasts = new Map<string, LanePast>(
    lanes.map((lane) => [
      lane.id,
      pastOf(Array.from({ length: PAST }, (_, at) => traveller(lane, NO_CHANGE, at / 12))),
    ]),
  );
  // The laboratory first, then one lane of each site, then the rest
  const used = [1, 4, 12, 40];
  const steps = Object.values(STEP_TERMS).map(({ travellers }) => travellers);
  const ends = steps.map((_, at) => steps.slice(0, at + 1).reduce((sum, one) => sum + one, 0));
  const seen: WatchedTraveller[] = [];
  for (let at = 0; at < TRAVELLERS; at += 1) {
    const among = used[ends.findIndex((end) => at < end)] ?? LANES;
    const lane = lanes[Math.floor(random() * among)]!;
    seen.push(traveller(lane, change, at / 30));
  }
  return { seen, pasts };
}

function rings(
  seed: number,
  change: Change,
): { readonly rang: boolean; readonly after: number; readonly chart: string } {
  const { seen, pasts } = simulate(randomOf(seed), change);
  const whole = watchRelease(seen, (lane) => pasts.get(lane));
  if (whole.rang === undefined) return { rang: false, after: TRAVELLERS, chart: '' };
  let [from, to] = [1, seen.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const rang = watchRelease(seen.slice(0, middle), (lane) => pasts.get(lane)).rang !== undefined;
    if (rang) to = middle;
    else from = middle + 1;
  }
  return { rang: true, after: from, chart: whole.rang };
}

function share(rollOuts: number, change: Change) {
  const runs = Array.from({ length: rollOuts }, (_, seed) => rings(seed + 1, change));
  const after = runs
    .filter(({ rang }) => rang)
    .map((run) => run.after)
    .sort((one, other) => one - other);
  const percent = Number(((100 * after.length) / rollOuts).toFixed(2));
  return { rollOuts, heldPercent: percent, medianTravellers: after[Math.floor(after.length / 2)] ?? null };
}

const measured = {
  travellersOfARollOut: TRAVELLERS,
  withoutAChange: share(ROLL_OUTS, NO_CHANGE),
  referralOddsTwice: share(WORSE_ROLL_OUTS, { ...NO_CHANGE, referralOdds: 2 }),
  referralOddsThreeTimes: share(WORSE_ROLL_OUTS, { ...NO_CHANGE, referralOdds: 3 }),
  faultsFiveTimes: share(WORSE_ROLL_OUTS, { ...NO_CHANGE, faultOdds: 5 }),
  everyTravellerReferred: share(WORSE_ROLL_OUTS, { ...NO_CHANGE, referralOdds: 1e6 }),
  fifthSlower: share(WORSE_ROLL_OUTS, { ...NO_CHANGE, slower: 1.2 }),
};
process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
writeRecord('roll-out', measured);
