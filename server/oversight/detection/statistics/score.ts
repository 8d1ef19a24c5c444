import type { Entity, EventReference } from '../rules/entity.ts';
import type { CounterfactualCode, NextStepCode, StatisticId } from '../rules/rule-ids.ts';

/** One test of a statistic. Several tests can report under one rule, each with a scale of its own. */
export interface Test {
  readonly id: string;
  readonly rule: StatisticId;
  /** Its part of the findings that are expected without an attack, relative to other tests. Default: 1. */
  readonly weight?: number;
  /** Days that the same evidence raises its score. Default: 1. */
  readonly periodDays?: number;
}

/** A test's result for one entity, before it is put on the common scale. */
export interface RawScore {
  readonly test: Test;
  readonly entity: Entity;
  readonly site: string;
  readonly at: number;
  readonly from: number;
  /** Rises with the surprise. Only its order matters. */
  readonly score: number;
  readonly observed: number;
  readonly expected: number;
  readonly events: readonly EventReference[];
}

export type Emit = (raw: RawScore) => void;

export interface StatisticRule {
  readonly version: number;
  readonly prevented: CounterfactualCode;
  readonly nextStep: NextStepCode;
}

/** Days that peers and slow changes are compared over. */
export const WINDOWS_DAYS = [1, 7] as const;
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

export function valueOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** The time of a confirmed incident. Its evidence is known, and it is not what is usual. */
export interface Incident {
  readonly entity: Entity;
  readonly from: number;
  readonly until: number;
}

/** The number of days before `today` that lie in an incident; 0 when it ended before yesterday. */
export function daysOf({ from, until }: Incident, today: number): number {
  const [first, last] = [dayOf(from), Math.min(dayOf(until), today - 1)];
  return last < today - 1 ? 0 : Math.max(0, last - first + 1);
}

/** Forgets the entities that were seen longest ago, so that a memory stays bounded. */
export function bound<V>(map: Map<string, V>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
