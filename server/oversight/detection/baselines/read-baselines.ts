/** The counts of a subject by hour, beside what its rules expect. */
import type { Connection } from '../../../platform/database/connection.ts';
import type { EngineState } from '../engine/detection-engine.ts';
import type { Entity } from '../rules/entity.ts';
import { COUNTED_NAMES, type CountedName } from '../rules/counted-names.ts';
import { usualIn } from '../statistics/counts.ts';
import { HOUR_MS } from '../statistics/score.ts';
import { countsOf, type StoredStatistics } from '../statistics/statistic-book.ts';
import { loadState } from '../state-table.ts';
import { hoursOf } from './hour-table.ts';
import { type Range, rangeOf } from './range.ts';

const SHOWN_DAYS = 7;

export interface Baseline {
  readonly counted: CountedName;
  /** Begin of the first hour, Unix ms. */
  readonly from: number;
  /** One for each hour, the present one included. `expected`: `null` before the rule has learned it. */
  readonly hours: readonly { readonly observed: number; readonly expected: Range | null }[];
}

/** Only counts that the subject had in the shown days. */
export async function readBaselines(database: Connection, entity: Entity, nowMs: number): Promise<Baseline[]> {
  const last = Math.floor(nowMs / HOUR_MS);
  const first = last - SHOWN_DAYS * 24 + 1;
  const found = await hoursOf(database, entity, first);
  if (found.size === 0) return [];
  const statistics = await learned(database);
  return COUNTED_NAMES.flatMap((name) => {
    const counts = found.get(name);
    if (counts === undefined) return [];
    const stored = statistics === undefined ? undefined : countsOf(statistics, name);
    const usual = stored === undefined ? undefined : usualIn(stored, entity);
    const hours = Array.from({ length: last - first + 1 }, (_, at) => {
      const { mean = 0, dispersion = 0 } = usual?.(first + at) ?? {};
      return {
        observed: counts.get(first + at) ?? 0,
        expected: usual === undefined ? null : rangeOf(mean, dispersion),
      };
    });
    return [{ counted: name, from: first * HOUR_MS, hours }];
  });
}

async function learned(database: Connection): Promise<StoredStatistics | undefined> {
  const engine = (await loadState(database))?.engine as EngineState | undefined;
  return engine?.statistics;
}
