/** Raises an alarm for each signed release that lanes do not take within a day, and ends it when they do or people change its terms. */
import { enterAlarm, raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { markFilled, openAlarmsOf } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { releasePath } from '../../contract/release.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { listLaneReleases } from '../../records/kiosks/lane-releases.ts';
import { entriesOf } from '../../lanes/releases/entries.ts';
import { publishedTimes } from '../../lanes/releases/publication-table.ts';
import type { Repository } from '../../lanes/releases/repository.ts';
import { gateOf } from './follow-roll-outs.ts';
import { listFreezes, listRollOuts } from './roll-out-table.ts';
import { type OfferedRelease, untakenOf } from './untaken.ts';

const LOOK_EVERY_MS = 300_000;
/** Alarms at one time; the page shows all releases. */
const MAX_ALARMS = 20;
/** Earlier lists of targets that are read to find out since when a release has its terms. */
const MAX_EARLIER = 64;

/** Looks now and every five minutes. The returned function stops it. */
export function watchUntaken(context: RoomContext, repository: Repository): () => Promise<void> {
  const { clock, events } = context;
  const offered = offeredIn(repository, context);
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => followUntaken(context, offered),
    (error) => events.emit({ event: 'fault', where: 'roll-outs', error }),
  );
}

/** One look: raises and ends alarms, so that they match the present state. */
export async function followUntaken(
  { knex, queue, clock, alarms, ledger }: RoomContext,
  offered: () => Promise<readonly OfferedRelease[]>,
): Promise<void> {
  const now = Math.round(clock.wallMs());
  const lanes = (await listKiosks(knex)).filter(({ disabledAt }) => disabledAt === null).map(({ id }) => id);
  const isFrozen = (await listFreezes(knex, now)).some(({ from }) => from <= now);
  const gates = (await listRollOuts(knex)).flatMap((one) =>
    gateOf(one, isFrozen).map((gate) => ({ ...gate, since: Math.max(one.stepAt, one.changedAt) })),
  );
  const untaken = untakenOf(await offered(), { lanes, states: await listLaneReleases(knex), gates, now });
  const wanted = untaken.slice(0, MAX_ALARMS).map((one) => `${one.why}/${releasePath(one)}`);
  const open = await openAlarmsOf(knex, ['release-untaken']);
  const isOver = ({ about }: Alarm): boolean => about === undefined || !wanted.includes(about);
  const isRaised = (one: string, standing: readonly Alarm[]): boolean => standing.some(({ about }) => about === one);
  if (!open.some(isOver) && wanted.every((one) => isRaised(one, open))) return;
  const changed = await queue.run(async (transaction) => {
    const standing = await openAlarmsOf(transaction, ['release-untaken']);
    const changed: Alarm[] = [];
    for (const alarm of standing.filter(isOver)) {
      const over = await markFilled(transaction, alarm, now);
      await enterAlarm(transaction, over, now);
      changed.push(over);
    }
    for (const about of wanted.filter((one) => !isRaised(one, standing))) {
      const reason = { kind: 'release-untaken', kioskId: null, fromSequence: null, toSequence: null } as const;
      changed.push(await raiseAndEnter(transaction, { ...reason, about }, now));
    }
    return changed;
  });
  for (const alarm of changed) alarms.announce(alarm);
  await ledger.settle();
}

/** The listed releases, each with the time at which its present terms were first published. Reads the folder again after a publication. */
export function offeredIn(
  repository: Repository,
  { knex }: Pick<RoomContext, 'knex'>,
): () => Promise<readonly OfferedRelease[]> {
  let known: { readonly version: number; readonly offered: readonly OfferedRelease[] } | undefined;
  return async () => {
    const times = await publishedTimes(knex, 'targets');
    const versions = repository.versions('targets').filter((version) => times.has(version));
    const newest = versions.at(-1);
    if (newest === undefined) return [];
    if (known?.version !== newest) known = { version: newest, offered: read(versions.slice(-MAX_EARLIER), times) };
    return known.offered;
  };

  function read(versions: readonly number[], times: ReadonlyMap<number, number>): readonly OfferedRelease[] {
    const termsIn = (version: number) =>
      entriesOf('targets', repository.read('targets', version)).map(({ terms }) => terms);
    const [newest = 0, ...earlier] = versions.toReversed();
    const offered = new Map(
      termsIn(newest).map((terms) => [releasePath(terms), { terms, since: times.get(newest) ?? 0 }]),
    );
    const changing = new Set(offered.keys());
    for (const version of earlier) {
      if (changing.size === 0) break;
      const before = new Map(termsIn(version).map((terms) => [releasePath(terms), JSON.stringify(terms)]));
      for (const path of changing) {
        const one = offered.get(path);
        if (one === undefined || before.get(path) !== JSON.stringify(one.terms)) changing.delete(path);
        else offered.set(path, { ...one, since: times.get(version) ?? one.since });
      }
    }
    return [...offered.values()];
  }
}
