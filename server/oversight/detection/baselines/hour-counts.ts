/** Counts of each subject by hour, for the rules that count hours. Pure. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import type { Entity } from '../rules/entity.ts';
import type { CountRule } from '../statistics/counts.ts';
import { COUNT_RULES } from '../statistics/rules-of-counts.ts';
import { HOUR_MS } from '../statistics/score.ts';

export interface HourCount {
  /** Name of the count. */
  readonly counted: string;
  readonly entity: Entity;
  /** Hours since 1970, UTC. */
  readonly hour: number;
  readonly count: number;
}

/** Rules of counts that know what is usual in an hour. */
export const HOURLY_RULES: readonly CountRule[] = COUNT_RULES.filter(({ hourRule }) => hourRule !== undefined);

/** The counts since they were last taken. */
export class HourCounts {
  readonly #byKind = new Map<EventKind, CountRule[]>();
  #counts = new Map<string, HourCount>();

  constructor() {
    for (const rule of HOURLY_RULES)
      for (const kind of rule.kinds) {
        const rules = this.#byKind.get(kind);
        if (rules === undefined) this.#byKind.set(kind, [rule]);
        else rules.push(rule);
      }
  }

  take(event: DetectionEvent): void {
    for (const { name, counted } of this.#byKind.get(event.kind) ?? []) {
      const one = counted(event);
      if (one === undefined) continue;
      const { entity, amount } = one;
      const hour = Math.floor(event.at / HOUR_MS);
      const key = `${name} ${entity.kind} ${entity.id} ${hour}`;
      const count = (this.#counts.get(key)?.count ?? 0) + amount;
      this.#counts.set(key, { counted: name, entity, hour, count });
    }
  }

  /** The counts, which begin anew. @param from earlier hours are left out */
  taken(from: number): readonly HourCount[] {
    const taken = [...this.#counts.values()].filter(({ hour }) => hour >= from);
    this.#counts = new Map();
    return taken;
  }
}
