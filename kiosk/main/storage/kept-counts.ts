/** Counts the stored data for the lane's status: by class, age and due time. */
import { type Keeping, type KeptCounts, countKept, totalOf } from '../../../server/contract/keeping.ts';
import type { RegisteredTravellers } from '../../lists/registration/registered-travellers.ts';
import type { InspectionRecords } from '../../lane/state-machine/inspection-records.ts';
import type { CaptureStore } from '../../vault/captures/capture-store.ts';
import { KEPT_CLASSES, type KeptClass } from '../../vault/captures/kept-class.ts';
import type { Vault } from '../../vault/captures/vault.ts';
import type { Retention } from '../../vault/retention/retention.ts';

export interface KeptCountsOptions {
  readonly captures: Pick<CaptureStore, 'kept'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly registrations: Pick<RegisteredTravellers, 'kept'>;
  readonly inspections: Pick<InspectionRecords, 'countBefore'>;
  readonly retention: Retention;
  readonly nowMs: () => number;
}

export interface KeptCountsWatch {
  /** The latest count; data in memory are counted now. */
  now(): Keeping;
  count(): Promise<void>;
}

/** Empty before the first `count`. */
export function watchKept(options: KeptCountsOptions): KeptCountsWatch {
  const { captures, vault, registrations, inspections, retention, nowMs } = options;
  let counted: Keeping = {};
  return {
    now() {
      const open = vault.open();
      if (open === 0) return counted;
      // Captures of the current traveller, whose keys are destroyed when they leave
      const things = Array.from({ length: open }, () => ({ keptAt: nowMs(), eraseAt: nowMs() }));
      return { ...counted, cleared: countKept(things, nowMs()) };
    },
    async count() {
      const captured = (await captures.kept()).map(({ keptAs, eraseAt, keptAt }) => ({
        keptAs,
        eraseAt,
        // Stored by a version that did not record it
        keptAt: keptAt ?? eraseAt - retention.limitMs(keptAs),
      }));
      const at = nowMs();
      const ofClass = (name: KeptClass) =>
        countKept(
          captured.filter(({ keptAs }) => keptAs === name),
          at,
        );
      const all = {
        ...Object.fromEntries(KEPT_CLASSES.map((name) => [name, ofClass(name)])),
        'registered-traveller': countKept(await registrations.kept(), at),
        'inspection-records': await countInspections(inspections, retention.limitMs('inspection-records'), at),
      };
      counted = Object.fromEntries(Object.entries(all).filter(([, { due }]) => totalOf(due) > 0));
    },
  };
}

/** Records are counted by the hour and dropped once a day, so a record is overdue a day after its limit. */
async function countInspections(
  { countBefore }: Pick<InspectionRecords, 'countBefore'>,
  limitMs: number,
  nowMs: number,
): Promise<KeptCounts> {
  const DAY_MS = 86_400_000;
  const HOUR_MS = 3_600_000;
  const total = await countBefore(nowMs + DAY_MS);
  const overdue = await countBefore(nowMs - limitMs - DAY_MS);
  const dueInDay = await countBefore(nowMs - limitMs + DAY_MS);
  const overHour = await countBefore(nowMs - HOUR_MS);
  const overDay = await countBefore(nowMs - DAY_MS);
  return {
    due: { overdue, tenMinutes: 0, hour: 0, day: dueInDay - overdue, later: total - dueInDay },
    age: { tenMinutes: 0, hour: total - overHour, day: overHour - overDay, older: overDay },
  };
}
