/** Raises an alarm when a condition of a lane begins, and marks the alarm as over when the condition ends. */
import type { RoomContext } from '../../records/context/room-context.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { enterAlarm, raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { latestRaised, markFilled, openAlarmsOf } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { poll } from '../../platform/base/poll.ts';
import type { Condition } from './answers.ts';
import { ALARMED_KINDS, type AlarmedKind } from './condition-kinds.ts';
import { readConditions } from './read-conditions.ts';

const LOOK_EVERY_MS = 5_000;

/**
 * Minimum interval between two alarms of a kind for a lane. Even a lane that changes its state with every report then makes at most six
 * alarms an hour, each with two ledger entries. The console shows the condition without this delay.
 */
export const RAISED_EVERY_MS = 600_000;

/**
 * Checks now and every five seconds.
 * @returns a function that stops the checks and resolves when a running one has ended
 */
export function watchConditions(context: RoomContext): () => Promise<void> {
  const { knex, queue, clock, alarms, ledger, events } = context;
  const look = async (): Promise<void> => {
    const at = Math.round(clock.wallMs());
    const conditions = await readConditions(knex, at);
    const open = await openAlarmsOf(knex, ALARMED_KINDS);
    const isChanged =
      open.some((alarm) => !isStanding(alarm, conditions)) || alarmed(conditions).some((one) => !isRaised(one, open));
    if (!isChanged) return;
    const changed = await queue.run(async (transaction) => {
      const changed: Alarm[] = [];
      const before = await openAlarmsOf(transaction, ALARMED_KINDS);
      for (const alarm of before.filter((one) => !isStanding(one, conditions))) {
        const over = await markFilled(transaction, alarm, at);
        await enterAlarm(transaction, over, at);
        changed.push(over);
      }
      for (const condition of alarmed(conditions).filter((one) => !isRaised(one, before))) {
        const { kind } = condition;
        const kioskId = kioskIdSchema.parse(condition.kioskId);
        const last = await latestRaised(transaction, kind, kioskId);
        if (last !== undefined && at - last < RAISED_EVERY_MS) continue;
        const reason = { kind, kioskId, fromSequence: null, toSequence: null, ...aboutOf(condition) };
        changed.push(await raiseAndEnter(transaction, reason, at));
      }
      return changed;
    });
    for (const alarm of changed) alarms.announce(alarm);
    if (changed.length > 0) await ledger.settle();
  };
  return poll(clock, LOOK_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'conditions', error }));
}

type Alarmed = Condition & { readonly kind: AlarmedKind };

function alarmed(conditions: readonly Condition[]): Alarmed[] {
  return conditions.filter((one): one is Alarmed => ALARMED_KINDS.some((kind) => kind === one.kind));
}

/** The rate of a slow lane, what has drifted, and what is old or wrong stay in the alarm when it has ended. */
function aboutOf({ framesPerS, drifts, releases, masterLists, watchlists }: Condition): { readonly about?: string } {
  const [drift] = drifts ?? [];
  if (drift !== undefined) return { about: `drift/${drift}/${drifts?.length}` };
  const [watchlist] = watchlists ?? [];
  if (watchlist !== undefined) return { about: `watchlists/${watchlist.state}/${watchlists?.length}` };
  if (masterLists !== null) return { about: `master-lists/${masterLists}` };
  if (releases !== null) return { about: `releases/${releases.trouble}` };
  return framesPerS === null ? {} : { about: `analysed-frames/tenths-per-second/${Math.round(10 * framesPerS)}` };
}

function isStanding({ kind, kioskId }: Alarm, conditions: readonly Condition[]): boolean {
  return conditions.some((one) => one.kind === kind && one.kioskId === kioskId);
}

function isRaised({ kind, kioskId }: Condition, open: readonly Alarm[]): boolean {
  return open.some((alarm) => alarm.kind === kind && alarm.kioskId === kioskId);
}
