import { kioskIdSchema } from '../../contract/field.ts';
import type { RoomContext } from '../../context/room-context.ts';
import { listKeeping } from '../tables/keeping.ts';
import type { OverdueKind } from '../answers/privacy.ts';
import type { AlarmKind } from '../../base/alarm-kinds.ts';
import { heldNow } from './held-now.ts';
import { lookAgain } from '../../base/look-again.ts';

/** How often it is looked whether anything is past its time, ms. */
const LOOK_EVERY_MS = 60_000;

const ALARMS: { readonly [Kind in OverdueKind]: AlarmKind } = {
  'lane-says': 'retention-overdue',
  silent: 'erasure-unconfirmed',
  unreported: 'erasure-unconfirmed',
};

/**
 * Raises an alarm for each lane that keeps something past its time, or no longer says that it does not: now, and every minute. The
 * same alarm of the same lane is counted and not raised anew for an hour. The function stops it.
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
  return lookAgain(clock, LOOK_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'privacy', error }));
}
