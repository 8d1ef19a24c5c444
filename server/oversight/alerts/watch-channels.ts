/** Raises `alerts-undelivered` for a channel that has delivered nothing for minutes, and ends it with the next delivery. */
import { enterAlarm, raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { markFilled, openAlarmsOf } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { listChannels, type StoredChannel } from './channel-table.ts';
import { channelHealth } from './delivery-counts.ts';

const LOOK_EVERY_MS = 15_000;
const KIND = 'alerts-undelivered';

const aboutOf = ({ number, target }: StoredChannel) => `channel/${target.kind}/${number}`;

/** The number of the channel that an alarm of this kind is about; a route through it does not report its own failure. */
export function channelOfFailure({ kind, about }: Pick<Alarm, 'kind' | 'about'>): number | undefined {
  return kind === KIND ? Number(about?.split('/')[2]) : undefined;
}

/** Looks now and every 15 seconds. @returns a function that stops */
export function watchChannels(context: RoomContext): () => Promise<void> {
  const { clock, events } = context;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => look(context),
    (error) => events.emit({ event: 'fault', where: 'alerts', error }),
  );
}

async function look({ knex, queue, clock, alarms, ledger }: RoomContext): Promise<void> {
  const at = Math.round(clock.wallMs());
  const health = await channelHealth(knex, at);
  const failing = (await listChannels(knex)).filter(
    ({ number }) => (health.get(number)?.failingSince ?? null) !== null,
  );
  const isStanding = ({ about }: Alarm) => failing.some((channel) => aboutOf(channel) === about);
  const isRaised = (channel: StoredChannel, open: readonly Alarm[]) =>
    open.some(({ about }) => about === aboutOf(channel));
  const before = await openAlarmsOf(knex, [KIND]);
  if (before.every(isStanding) && failing.every((channel) => isRaised(channel, before))) return;
  const changed = await queue.run(async (transaction) => {
    const open = await openAlarmsOf(transaction, [KIND]);
    const changed: Alarm[] = [];
    for (const alarm of open.filter((one) => !isStanding(one))) {
      const over = await markFilled(transaction, alarm, at);
      await enterAlarm(transaction, over, at);
      changed.push(over);
    }
    for (const channel of failing.filter((one) => !isRaised(one, open))) {
      const reason = {
        kind: KIND,
        kioskId: null,
        fromSequence: null,
        toSequence: null,
        about: aboutOf(channel),
      } as const;
      changed.push(await raiseAndEnter(transaction, reason, at));
    }
    return changed;
  });
  for (const alarm of changed) alarms.announce(alarm);
  await ledger.settle();
}
