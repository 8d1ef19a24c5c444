/** The alarms of components: each is raised once and ends when its cause has ended. */
import { enterAlarm, raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { markFilled, openAlarmsOf } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { isInForce, listExceptions } from './exception-table.ts';
import { exceptionFor, isOverdue } from './findings.ts';
import { listFindings } from './finding-table.ts';
import type { ImportState } from './osv/kept-export.ts';
import type { OwnDifference } from './own-release.ts';

/** Age of the newest advisory at which an export counts as old. OSV publishes every day. */
export const EXPORT_OLD_AFTER_MS = 7 * 86_400_000;
/** Overdue findings with an alarm at one time; the page shows all of them. */
const MAX_OVERDUE_ALARMS = 50;

const KINDS = ['component-overdue', 'components-differ', 'advisories-old', 'advisories-refused'] as const;

interface Wanted {
  readonly kind: (typeof KINDS)[number];
  readonly about: string;
}

export interface ComponentState {
  readonly imported: ImportState;
  readonly differences: readonly OwnDifference[];
}

export function isOld({ newestAt }: { readonly newestAt: number }, nowMs: number): boolean {
  return nowMs - newestAt > EXPORT_OLD_AFTER_MS;
}

/** Raises and ends alarms, so that they match the present state. */
export async function followAlarms(context: RoomContext, { imported, differences }: ComponentState): Promise<void> {
  const { knex, queue, clock, alarms, ledger } = context;
  const at = Math.round(clock.wallMs());
  const exceptions = (await listExceptions(knex)).filter((one) => isInForce(one, at));
  const overdue = (await listFindings(knex)).filter(
    (one) => one.fixedAt === null && isOverdue({ ...one, exception: exceptionFor(one, exceptions, at) }, at),
  );
  const [difference] = differences;
  const { kept, failure } = imported;
  const open = await openAlarmsOf(knex, KINDS);
  const wanted: Wanted[] = [
    ...overdueAlarms(
      overdue.map(({ number }) => number),
      open,
    ),
    ...(difference === undefined
      ? []
      : [{ kind: 'components-differ', about: `components/${difference.kind}/${differences.length}` } as const]),
    ...(kept !== null && isOld(kept, at) ? [{ kind: 'advisories-old', about: 'export/too-old' } as const] : []),
    ...(failure === null ? [] : [{ kind: 'advisories-refused', about: `import/${failure.code}` } as const]),
  ];
  const isOver = (alarm: Alarm): boolean => !wanted.some((one) => isSame(one, alarm));
  const isRaised = (one: Wanted, standing: readonly Alarm[]): boolean => standing.some((alarm) => isSame(one, alarm));
  if (!open.some(isOver) && wanted.every((one) => isRaised(one, open))) return;
  const changed = await queue.run(async (transaction) => {
    const standing = await openAlarmsOf(transaction, KINDS);
    const changed: Alarm[] = [];
    for (const alarm of standing.filter(isOver)) {
      const over = await markFilled(transaction, alarm, at);
      await enterAlarm(transaction, over, at);
      changed.push(over);
    }
    for (const one of wanted.filter((each) => !isRaised(each, standing))) {
      const none = { kioskId: null, fromSequence: null, toSequence: null };
      changed.push(await raiseAndEnter(transaction, { ...one, ...none }, at));
    }
    return changed;
  });
  for (const alarm of changed) alarms.announce(alarm);
  await ledger.settle();
}

/** Those that stand already come first, so that an alarm does not end because another finding is overdue. */
function overdueAlarms(numbers: readonly number[], open: readonly Alarm[]): readonly Wanted[] {
  const wanted = numbers.map((number) => ({ kind: 'component-overdue', about: `finding/overdue/${number}` }) as const);
  const stands = (one: Wanted): boolean => open.some((alarm) => isSame(one, alarm));
  return [...wanted.filter(stands), ...wanted.filter((one) => !stands(one))].slice(0, MAX_OVERDUE_ALARMS);
}

function isSame(one: Wanted, { kind, about }: Alarm): boolean {
  return one.kind === kind && one.about === about;
}
