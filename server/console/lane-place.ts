/** How lanes are named and put in order, wherever they are listed. Pure. */
import type { LanePlace } from '../privacy/answers/privacy.ts';
import { compareNames } from './languages/format.ts';
import { t } from './languages/text.ts';

type Place = Pick<LanePlace, 'site' | 'lane'>;

/** By site and lane, numbers by value. */
export function comparePlaces(one: Place, other: Place): number {
  return compareNames(one.site, other.site) || compareNames(one.lane, other.lane);
}

export function inOrder<Lane extends Place>(lanes: readonly Lane[]): Lane[] {
  return [...lanes].sort(comparePlaces);
}

export function placeWords({ site, lane }: Place): string {
  return t('{site}, lane {lane}', { site, lane });
}
