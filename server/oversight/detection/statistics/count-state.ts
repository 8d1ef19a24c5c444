/** The state of one entity in a rule of counts, and the sums of a group on one day. */
import type { Entity, EventReference } from '../rules/entity.ts';

/** Active days with which an entity's own mean is shrunk to the group's. */
export const PRIOR_DAYS = 4;
/** Rises of a daily count that the cumulative sums look for. */
export const RISES = [2, 1.4] as const;

export interface EntityState {
  kind: Entity['kind'];
  site: string;
  group: string;
  hour: number;
  inHour: number;
  today: number;
  mean: number;
  days: number;
  sums: number[];
  from: number;
  recent: number[];
  /** Shared work: the even share of today so far, and of each day of `recent`. Other work has 1 for each day. */
  share: number;
  shares: number[];
  events: EventReference[];
}

/** An entity that did nothing of the kind so far begins as an average one of its group. */
export function newEntity(
  { kind }: Entity,
  site: string,
  group: string,
  at: number,
  { mean, daysSeen }: { readonly mean: number; readonly daysSeen: number },
): EntityState {
  return {
    kind,
    site,
    group,
    hour: 0,
    inHour: 0,
    today: 0,
    mean,
    days: daysSeen < PRIOR_DAYS ? 0 : PRIOR_DAYS,
    sums: RISES.map(() => 0),
    from: at,
    recent: [],
    share: 0,
    shares: [],
    events: [],
  };
}

/** Sums over the entities of a group on one day. */
export interface DaySums {
  sum: number;
  squares: number;
  entities: number;
  shares: number;
  /** Squared differences from the even share beyond chance, and the squares of the shares. */
  excess: number;
  shareSquares: number;
}

export function addDay(of: DaySums, today: number, share: number): void {
  of.sum += today;
  of.squares += today ** 2;
  of.entities += 1;
  of.shares += share;
  of.excess += (today - share) ** 2 - share;
  of.shareSquares += share ** 2;
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0);
}
