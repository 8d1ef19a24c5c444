/** How lanes are named and put in order, wherever they are listed. Pure. */
import type { LanePlace } from '../privacy/answers/privacy.ts';

type Place = Pick<LanePlace, 'site' | 'lane'>;

const order = new Intl.Collator('en', { numeric: true });

/** By site and lane, numbers by value. */
export function comparePlaces(one: Place, other: Place): number {
  return order.compare(one.site, other.site) || order.compare(one.lane, other.lane);
}

export function inOrder<Lane extends Place>(lanes: readonly Lane[]): Lane[] {
  return [...lanes].sort(comparePlaces);
}

export function placeWords({ site, lane }: Place): string {
  return `${site}, lane ${lane}`;
}
