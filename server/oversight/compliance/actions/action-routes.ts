/** The register of penalties and corrective actions: its page, its alarm and the end of its time. */
import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import { subjectsSince } from '../../../records/alarms/alarm-table.ts';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { eraseMeasures, listMeasures, overdueMeasures, type StoredMeasure } from './action-table.ts';
import { measureListSchema, type MeasureView } from './answers.ts';
import { CLOSED_MEASURE_DAYS } from './vocabulary.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** An alarm about the same entry is repeated a day later. */
const QUIET_MS = 20 * HOUR_MS;
const MAX = 1_000;
const AT_ONCE = 50;

export function measureRoutes(gate: AccessGate, { knex }: Pick<RoomContext, 'knex'>): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/compliance/actions', 'corrective-actions.see', { answer: measureListSchema }, async ({ now }) => {
    const measures = (await listMeasures(knex, MAX)).map((one) => measureView(one, now));
    return { serverTime: now, measures };
  });
  return routes.router;
}

export function measureView(one: StoredMeasure, nowMs: number): MeasureView {
  return { ...one, state: one.outcome ?? (one.dueDay < dayOf(nowMs) ? 'overdue' : 'open') };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

type Watched = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms'>;

/** Raises an alarm for each entry whose last day has passed, at most once a day. */
export async function raiseOverdue({ knex, clock, alarms }: Watched): Promise<void> {
  const now = Math.round(clock.wallMs());
  const overdue = await overdueMeasures(knex, dayOf(now));
  if (overdue.length === 0) return;
  const raised = await subjectsSince(knex, 'corrective-action-overdue', now - QUIET_MS);
  for (const { id, kind } of overdue) {
    const about = `${kind}/overdue/${id.slice(0, 8)}/1`;
    if (raised.has(about)) continue;
    alarms.raise({ kind: 'corrective-action-overdue', kioskId: null, fromSequence: null, toSequence: null, about });
  }
}

/** Resolves to the number of erased entries. */
export async function eraseEnded({ queue, ledger, clock }: Watched): Promise<number> {
  const before = Math.round(clock.wallMs()) - CLOSED_MEASURE_DAYS * DAY_MS;
  let erased = 0;
  for (;;) {
    const some = await queue.run((transaction) => eraseMeasures(transaction, before, AT_ONCE));
    erased += some;
    if (some > 0) await ledger.settle();
    if (some < AT_ONCE) return erased;
  }
}

/** Looks now and every hour. @returns a function that stops */
export function watchMeasures(parts: Watched & Pick<RoomContext, 'events'>): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    HOUR_MS,
    async () => {
      await raiseOverdue(parts);
      await eraseEnded(parts);
    },
    (error) => events.emit({ event: 'fault', where: 'compliance', error }),
  );
}
