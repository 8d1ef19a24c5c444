/** The usual acts of a group of entities: by hour of the day and of the week, and by day. */

export const HOURS_OF_DAY = 24;
const HOURS_OF_WEEK = 168;
/** Weight of the newest hour in the usual one. */
const HOUR_WEIGHT = 0.15;
/** The same hour of all days counts as much as this number of weeks. */
const DAY_PROFILE_WEEKS = 4;
export const MIN_MEAN = 0.02;

export interface GroupState {
  /** By hour of the day, then of the week: usual count of one entity, and how often it was seen. */
  ofDay: number[];
  ofWeek: number[];
  weeks: number[];
  daysSeen: number;
  hourDispersion: number;
  dayMean: number;
  dayDispersion: number;
}

export function newGroup(daysSeen: number): GroupState {
  return {
    ofDay: Array.from({ length: HOURS_OF_DAY }, () => 0),
    ofWeek: Array.from({ length: HOURS_OF_WEEK }, () => 0),
    weeks: Array.from({ length: HOURS_OF_WEEK }, () => 0),
    daysSeen,
    hourDispersion: 0.3,
    dayMean: 0,
    dayDispersion: 0.2,
  };
}

export function teachHour(group: GroupState, hour: number, mean: number): void {
  const [ofDay, ofWeek] = [hour % HOURS_OF_DAY, hour % HOURS_OF_WEEK];
  const weeks = group.weeks[ofWeek]!;
  group.ofDay[ofDay]! += HOUR_WEIGHT * (mean - group.ofDay[ofDay]!);
  group.ofWeek[ofWeek]! += (mean - group.ofWeek[ofWeek]!) / Math.min(8, weeks + 1);
  group.weeks[ofWeek] = weeks + 1;
}

export function usualOfHour(group: GroupState, hour: number): number {
  const [ofDay, ofWeek] = [hour % HOURS_OF_DAY, hour % HOURS_OF_WEEK];
  const weeks = group.weeks[ofWeek]!;
  const usual = (weeks * group.ofWeek[ofWeek]! + DAY_PROFILE_WEEKS * group.ofDay[ofDay]!) / (weeks + DAY_PROFILE_WEEKS);
  return Math.max(MIN_MEAN, usual);
}

/** Hours without any act, from the first to before the last, a week at most. */
export function teachSilence(group: GroupState, first: number, last: number): void {
  for (let empty = first; empty < Math.min(last, first - 1 + HOURS_OF_WEEK); empty += 1) teachHour(group, empty, 0);
}
