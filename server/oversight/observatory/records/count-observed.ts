import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { standingSchema } from '../../../border/referrals/referral-state-schema.ts';
import { matchReportOf, matchReportsAfter } from '../../../records/reports/match-reports.ts';
import { type Observed, observedIn, observedInDecision } from './observe.ts';
import {
  addObserved,
  forgetOldObserved,
  moveObservedMark,
  type ObservedMark,
  readObservedMark,
} from './observed-table.ts';

const COUNT_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 86_400_000;
/** Decisions counted in one transaction, by their time. A server with a long past has many. */
const DECISIONS_MS = 7 * 86_400_000;
/** Decisions are counted this long afterwards, when no transaction with an earlier time can still commit. */
const SETTLED_MS = 60_000;

type Context = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'events'>;

interface Counted {
  readonly observed: readonly Observed[];
  readonly position: number;
  readonly isLast: boolean;
}

/**
 * Counts what reports and decisions contribute to error rates, each once: counts and position are written in one transaction. A later start
 * continues from the position. Reports of travellers are never kept here.
 */
export class ObservedCounter {
  readonly #context: Context;
  #forgottenAt = Number.NEGATIVE_INFINITY;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns a function that stops it and resolves when a running count has ended */
  start(): () => Promise<void> {
    const { clock, events } = this.#context;
    const onFault = (error: unknown) => events.emit({ event: 'fault', where: 'observatory', error });
    return poll(clock, COUNT_EVERY_MS, () => this.count(), onFault);
  }

  /** Counts everything up to now. */
  async count(): Promise<void> {
    const { knex, queue, clock } = this.#context;
    const now = Math.round(clock.wallMs());
    while (await this.#add('reports', (before) => reportsAfter(knex, before)));
    while (await this.#add('decisions', (before) => decisionsBetween(knex, before, now - SETTLED_MS)));
    if (now - this.#forgottenAt < FORGET_EVERY_MS) return;
    await queue.run((transaction) => forgetOldObserved(transaction, now));
    this.#forgottenAt = now;
  }

  /** @returns whether there may be more */
  async #add(mark: ObservedMark, read: (before: number) => Promise<Counted>): Promise<boolean> {
    const { knex, queue } = this.#context;
    const before = await readObservedMark(knex, mark);
    const { observed, position, isLast } = await read(before);
    if (position <= before) return false;
    const isMoved = await queue.run(async (transaction) => {
      if (!(await moveObservedMark(transaction, mark, before, position))) return false;
      await addObserved(transaction, observed);
      return true;
    });
    return isMoved && !isLast;
  }
}

async function reportsAfter(database: Connection, after: number): Promise<Counted> {
  const { reports, position, isLast } = await matchReportsAfter(database, after);
  return { observed: reports.flatMap(observedIn), position, isLast };
}

/** Decisions about travellers, at most those of a week. Tests have no report of a lane. */
async function decisionsBetween(database: Connection, from: number, to: number): Promise<Counted> {
  const decided = () => database('referrals').where('decided_at', '>=', from).where('decided_at', '<', to);
  const earliest: { first?: unknown } | undefined = await decided().min({ first: 'decided_at' }).first();
  const first = nullableIntegerColumn(earliest?.first ?? null);
  if (first === null) return { observed: [], position: Math.max(from, to), isLast: true };
  const until = Math.min(to, first + DECISIONS_MS);
  const rows: readonly Record<'standing' | 'payload', unknown>[] = await decided()
    .where('decided_at', '<', until)
    .join('reports', (join) => {
      join
        .on('reports.kiosk_id', 'referrals.kiosk_id')
        .andOn('reports.transaction_id', 'referrals.transaction_id')
        .andOnVal('reports.kind', 'match');
    })
    .select('referrals.standing', 'reports.payload');
  const observed = rows.flatMap(({ standing, payload }) => {
    const read = standingSchema.parse(JSON.parse(textColumn(standing)));
    return read.state === 'decided' ? observedInDecision(matchReportOf(payload), read.decision) : [];
  });
  return { observed, position: until, isLast: until === to };
}
