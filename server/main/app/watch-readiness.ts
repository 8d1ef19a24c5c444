/** Raises an alarm while a check of readiness fails, so that the fault of the server itself leaves the server too. */
import { enterAlarm, raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { type AlarmReason, markFilled, openAlarmsOf } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { CheckName } from './answers.ts';
import type { Readiness } from './readiness.ts';

const LOOK_EVERY_MS = 15_000;
const KIND = 'server-not-ready';
/** Why the alarm is raised while a check fails. */
export const notReady = (check: CheckName): AlarmReason => ({
  kind: KIND,
  kioskId: null,
  fromSequence: null,
  toSequence: null,
  about: aboutOf(check),
});
const aboutOf = (name: CheckName) => `readiness/${name}`;

/** Without the database no alarm can be raised, and a difference of tables raises its own. */
const WATCHED: readonly CheckName[] = ['ledger', 'keys', 'disk', 'traders'];

/**
 * Looks now and every 15 seconds. A check that fails twice in a row raises the alarm.
 * @returns a function that stops
 */
export function watchReadiness(context: RoomContext, read: () => Promise<Readiness>): () => Promise<void> {
  const { clock, events } = context;
  let before: readonly CheckName[] = [];
  const look = async (): Promise<void> => {
    const { checks } = await read();
    const failed = WATCHED.filter((name) => checks[name] === 'failed');
    await follow(context, failed, before);
    before = failed;
  };
  return poll(clock, LOOK_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'readiness', error }));
}

/** @param failed checks that fail now @param before checks that failed at the last look */
async function follow(
  { knex, queue, clock, alarms }: RoomContext,
  failed: readonly CheckName[],
  before: readonly CheckName[],
): Promise<void> {
  const isOver = ({ about }: Alarm) => !failed.some((name) => aboutOf(name) === about);
  const isRaised = (name: CheckName, open: readonly Alarm[]) => open.some(({ about }) => about === aboutOf(name));
  const wanted = failed.filter((name) => before.includes(name));
  const open = await openAlarmsOf(knex, [KIND]);
  if (!open.some(isOver) && wanted.every((name) => isRaised(name, open))) return;
  const at = Math.round(clock.wallMs());
  // The ledger takes the entries when it works again
  const changed = await queue.run(async (transaction) => {
    const standing = await openAlarmsOf(transaction, [KIND]);
    const changed: Alarm[] = [];
    for (const alarm of standing.filter(isOver)) {
      const over = await markFilled(transaction, alarm, at);
      await enterAlarm(transaction, over, at);
      changed.push(over);
    }
    for (const name of wanted.filter((one) => !isRaised(one, standing))) {
      changed.push(await raiseAndEnter(transaction, notReady(name), at));
    }
    return changed;
  });
  for (const alarm of changed) alarms.announce(alarm);
}
