import { kioskIdSchema } from '../../contract/field.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { listKeeping } from '../tables/keeping.ts';
import type { OverdueKind } from '../answers/privacy.ts';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import { heldNow } from './held-now.ts';
import { poll } from '../../platform/base/poll.ts';

/** Interval between checks, ms. */
const LOOK_EVERY_MS = 60_000;

const ALARMS: { readonly [Kind in OverdueKind]: AlarmKind } = {
  'lane-says': 'retention-overdue',
  silent: 'erasure-unconfirmed',
  unreported: 'erasure-unconfirmed',
};

/**
 * Raises an alarm for each lane with something overdue: now, then every minute. A repeated alarm of the same lane within an hour is only
 * counted.
 * @returns a function that stops the checks
 */
export function watchRetention(parts: Pick<RoomContext, 'knex' | 'clock' | 'alarms' | 'events'>): () => Promise<void> {
  const { knex, clock, alarms, events } = parts;
  const look = async (): Promise<void> => {
    const { lanes } = heldNow(await listKeeping(knex), clock.wallMs());
    for (const { kioskId, overdue } of lanes) {
      for (const kind of new Set(overdue.map((one) => ALARMS[one.kind]))) {
        alarms.raise({ kind, kioskId: kioskIdSchema.parse(kioskId), fromSequence: null, toSequence: null });
      }
    }
  };
  return poll(clock, LOOK_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'privacy', error }));
}
