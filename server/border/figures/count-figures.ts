import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import { matchReportsAfter } from '../../records/reports/match-reports.ts';
import { type Count, type CountedReferral, countsOf, countsOfReferrals } from './count.ts';
import { addCounts, forgetOldCounts, type Mark, moveMark, readMark } from './figure-table.ts';
import { type LanesSeen, lookAtLanes } from './lane-watch.ts';

const COUNT_EVERY_MS = 15_000;
const FORGET_EVERY_MS = 3_600_000;
/** Referrals are counted this long after a change, when no transaction with an earlier time can still commit. */
const SETTLED_MS = 60_000;

type Context = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'events'>;

/**
 * Counts reports every 15 s, independently of their receipt. Each report is counted once: counts and position are written in one
 * transaction. After a stop, reports and referrals are counted later; states of lanes are not.
 */
export class FigureCounter {
  readonly #context: Context;
  #seen: LanesSeen | undefined;
  #forgottenAt = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns a function that stops it and resolves when a running count has ended */
  start(): () => Promise<void> {
    const { clock, events } = this.#context;
    const onFault = (error: unknown) => events.emit({ event: 'fault', where: 'figures', error });
    return poll(clock, COUNT_EVERY_MS, () => this.count(), onFault);
  }

  /** Counts everything up to now. */
  async count(): Promise<void> {
    const { knex, queue, clock } = this.#context;
    while (await this.#countReports());
    await this.#countReferrals();
    const now = Math.round(clock.wallMs());
    const { seen, counts } = lookAtLanes(this.#seen, await listLanes(knex), now);
    this.#seen = seen;
    const isForgetting = now - this.#forgottenAt >= FORGET_EVERY_MS;
    if (counts.length === 0 && !isForgetting) return;
    await queue.run(async (transaction) => {
      await addCounts(transaction, counts);
      if (isForgetting) await forgetOldCounts(transaction, now);
    });
    if (isForgetting) this.#forgottenAt = now;
  }

  /** @returns whether there may be more */
  async #countReports(): Promise<boolean> {
    const before = await readMark(this.#context.knex, 'reports');
    const { reports, position, isLast } = await matchReportsAfter(this.#context.knex, before);
    return (await this.#add('reports', reports.flatMap(countsOf), before, position)) && !isLast;
  }

  async #countReferrals(): Promise<void> {
    const before = await readMark(this.#context.knex, 'referrals');
    const until = Math.round(this.#context.clock.wallMs()) - SETTLED_MS;
    if (until <= before) return;
    const changed = await referralsToCount(this.#context.knex, before, until);
    await this.#add('referrals', countsOfReferrals(changed, before, until), before, until);
  }

  async #add(mark: Mark, counts: readonly Count[], before: number, after: number): Promise<boolean> {
    if (after === before) return true;
    return await this.#context.queue.run(async (transaction) => {
      if (!(await moveMark(transaction, mark, before, after))) return false;
      await addCounts(transaction, counts);
      return true;
    });
  }
}

/** Referrals of travellers, without test referrals. */
async function referralsToCount(database: Connection, from: number, to: number): Promise<readonly CountedReferral[]> {
  const rows: readonly Record<'kiosk_id' | 'arisen_at' | 'decided_at', unknown>[] = await database('referrals')
    .leftJoin('test_referrals', 'test_referrals.referral_id', 'referrals.id')
    .whereNull('test_referrals.referral_id')
    .where((where) => {
      void where.where((arisen) => void arisen.where('arisen_at', '>=', from).where('arisen_at', '<', to));
      void where.orWhere((decided) => void decided.where('decided_at', '>=', from).where('decided_at', '<', to));
    })
    .select('referrals.kiosk_id', 'referrals.arisen_at', 'referrals.decided_at');
  return rows.map((row) => ({
    kioskId: textColumn(row.kiosk_id),
    arisenAt: integerColumn(row.arisen_at),
    decidedAt: nullableIntegerColumn(row.decided_at),
  }));
}
