import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { publishedRow, SMALLEST_PUBLISHED } from '../../privacy/record/suppression.ts';
import type { Figures, LaneFigures } from './answers.ts';
import { durationQuantile } from './duration-bins.ts';
import { firstSlot, readCounts, readLaneCounts, type SlotCount } from './figure-table.ts';
import {
  decidedOf,
  deviceFaultsOf,
  durationsOf,
  idleOf,
  openAtEnd,
  type Outcomes,
  reasonsOf,
  referralRateOf,
  SlotCounts,
  type SlotOutcomes,
  type Slots,
  stepsOf,
  totalOf,
  travellersOf,
} from './series.ts';
import { type Period, PERIOD_SLOTS, PUBLISHED_SLOTS, SPAN_MS, type Span, slotOf } from './spans.ts';

/** Number of earlier days from which usual values are computed, by slot length. */
const EARLIER_DAYS: { readonly [S in Span]: number } = { quarter: 7, hour: 28, day: 28 };

export interface Asked {
  readonly period: Period;
  readonly lanes: readonly LaneView[];
  /** Wall ms. */
  readonly now: number;
  /** For readers who may see counts but no travellers: only days that have ended, without small counts. */
  readonly isPublished: boolean;
}

interface Range {
  readonly span: Span;
  readonly from: number;
  readonly to: number;
  readonly kioskIds: readonly string[];
}

export async function readFigures(database: Connection, { period, lanes, now, isPublished }: Asked): Promise<Figures> {
  const { span, slots: count } = isPublished
    ? { span: 'day' as const, slots: PUBLISHED_SLOTS[period] }
    : PERIOD_SLOTS[period];
  const slotMs = SPAN_MS[span];
  const to = slotOf(span, now) + (isPublished ? 0 : slotMs);
  const slots: Slots = { from: to - count * slotMs, slotMs, count };
  const range: Range = { span, from: slots.from, to, kioskIds: lanes.map(({ kioskId }) => kioskId) };
  const counts = new SlotCounts(slots, await readCounts(database, range));
  const open = await openReferrals(database, range.kioskIds);
  const travellers = open.filter(({ isTest }) => !isTest);
  const outcomes = withoutUndecided(counts.outcomes(), slots, travellers);
  const shown = outcomes.map(
    (slot): SlotOutcomes => (isPublished ? publishedRow('', slot) : { counts: slot, total: totalOf(slot) }),
  );
  const earlier = await earlierOutcomes(database, range, slots);
  const least = isPublished ? SMALLEST_PUBLISHED : 1;
  return {
    serverTime: now,
    period,
    from: slots.from,
    slotMs,
    withheldBelow: isPublished ? SMALLEST_PUBLISHED : null,
    travellers: travellersOf(shown, earlier),
    referralRate: referralRateOf(shown, earlier),
    reasons: isPublished ? reasonsOf(counts, least) : reasonsOf(counts, 1, 'running'),
    steps: stepsOf(counts, least),
    waiting: {
      ...durationsOf(counts.bins('wait', ''), least),
      open: isPublished ? Array<null>(count).fill(null) : openAtEnd(counts, open.length),
    },
    deviceFaults: deviceFaultsOf(counts),
    idle: idleOf(counts),
    lanes: isPublished ? [] : await laneFigures(database, lanes, range, travellers),
  };
}

interface OpenReferral {
  readonly kioskId: string;
  readonly arisenAt: number;
  readonly isTest: boolean;
}

async function openReferrals(database: Connection, kioskIds: readonly string[]): Promise<readonly OpenReferral[]> {
  const wanted = new Set(kioskIds);
  const rows: readonly Record<'kiosk_id' | 'arisen_at' | 'tested', unknown>[] = await database('referrals')
    .leftJoin('test_referrals', 'test_referrals.referral_id', 'referrals.id')
    .whereNot('referrals.state', 'decided')
    .whereNull('test_referrals.opened_at')
    .select('referrals.kiosk_id', 'referrals.arisen_at', 'test_referrals.referral_id as tested');
  return rows
    .map(({ kiosk_id: kioskId, arisen_at: arisenAt, tested }) => ({
      kioskId: textColumn(kioskId),
      arisenAt: integerColumn(arisenAt),
      isTest: tested !== null,
    }))
    .filter(({ kioskId }) => wanted.has(kioskId));
}

/** A referral counts as an outcome once it is decided. Counted earlier, it would reveal a test referral by comparison with the queue. */
function withoutUndecided(
  outcomes: readonly Outcomes[],
  slots: Slots,
  undecided: readonly OpenReferral[],
): readonly Outcomes[] {
  return outcomes.map((counts, slot) => {
    const from = slots.from + slot * slots.slotMs;
    const hidden = undecided.filter(({ arisenAt }) => arisenAt >= from && arisenAt < from + slots.slotMs).length;
    return { ...counts, referred: Math.max(0, counts.referred - hidden) };
  });
}

/** Outcomes at the same time of earlier days for each slot, as far back as the lanes have counts. */
async function earlierOutcomes(
  database: Connection,
  { span, from, to, kioskIds }: Range,
  { count, slotMs }: Slots,
): Promise<readonly (readonly Outcomes[])[]> {
  const days = EARLIER_DAYS[span];
  const begin = Math.max(from - days * SPAN_MS.day, await firstSlot(database, span, kioskIds));
  // Whole days before `from`, so that slots align
  const back = Math.max(0, Math.ceil((from - begin) / SPAN_MS.day)) * SPAN_MS.day;
  const all: Slots = { from: from - back, slotMs, count: count + back / slotMs };
  const read = await readCounts(database, { span, from: all.from, to, kioskIds, figures: ['outcome'] });
  const outcomes = new SlotCounts(all, read).outcomes();
  return Array.from({ length: count }, (_value, slot) => {
    const found: Outcomes[] = [];
    for (let day = 1; day <= days; day += 1) {
      const at = from + slot * slotMs - day * SPAN_MS.day;
      const counts = at < begin ? undefined : outcomes[(at - all.from) / slotMs];
      if (counts !== undefined) found.push(counts);
    }
    return found;
  });
}

async function laneFigures(
  database: Connection,
  lanes: readonly LaneView[],
  range: Range,
  undecided: readonly OpenReferral[],
): Promise<LaneFigures[]> {
  const counts = await readLaneCounts(database, {
    ...range,
    figures: ['outcome', 'step', 'device-fault', 'lane-seconds'],
  });
  const byLane = new Map<string, SlotCount[]>();
  for (const { kioskId, ...count } of counts)
    byLane.set(kioskId, [...(byLane.get(kioskId) ?? []), { ...count, slot: 0 }]);
  return lanes.map(({ kioskId, site, lane }) => {
    const found = new SlotCounts({ from: 0, slotMs: 1, count: 1 }, byLane.get(kioskId) ?? []);
    const hidden = undecided.filter((one) => one.kioskId === kioskId && one.arisenAt >= range.from).length;
    const [counted] = found.outcomes();
    const outcomes = counted && { ...counted, referred: Math.max(0, counted.referred - hidden) };
    return {
      kioskId: kioskIdSchema.parse(kioskId),
      site,
      lane,
      travellers: outcomes === undefined ? 0 : totalOf(outcomes),
      referred: outcomes?.referred ?? 0,
      decided: outcomes === undefined ? 0 : decidedOf(outcomes),
      total: durationQuantile(found.bins('step', 'total/')[0] ?? new Map(), 0.5),
      deviceFaults: deviceFaultsOf(found).reduce((sum, { values }) => sum + (values[0] ?? 0), 0),
      idleSeconds: idleOf(found).reduce((sum, { seconds }) => sum + (seconds[0] ?? 0), 0),
    };
  });
}
