/** Pure: lists of which each item is replaced by a later word of itself. */
import type { Alarm } from '../../../views/alarm.ts';
import type { LaneView } from '../../../views/lane.ts';
import { ALARM_LIMIT } from '../../../views/limits.ts';

/** By site and lane, numbers by value. */
export function withLane(lanes: readonly LaneView[], lane: LaneView): readonly LaneView[] {
  const others = lanes.filter((other) => other.kioskId !== lane.kioskId);
  return [...others, lane].sort((left, right) => placeOf(left).localeCompare(placeOf(right), 'en', { numeric: true }));
}

/** The lanes of `all`, each as last heard: a list read a moment ago does not undo what was heard since. */
export function newerLanes(known: readonly LaneView[], all: readonly LaneView[]): readonly LaneView[] {
  return all.reduce<readonly LaneView[]>((lanes, lane) => {
    const before = known.find((other) => other.kioskId === lane.kioskId);
    const isOlder = (lane.heard?.receivedAt ?? 0) < (before?.heard?.receivedAt ?? 0);
    return withLane(lanes, isOlder && before !== undefined ? before : lane);
  }, []);
}

/** Newest first. An older word of an alarm changes nothing. */
export function withAlarm(alarms: readonly Alarm[], alarm: Alarm): readonly Alarm[] {
  const before = alarms.find((other) => other.id === alarm.id);
  if (before !== undefined && progressOf(before) >= progressOf(alarm)) return alarms;
  return [alarm, ...alarms.filter((other) => other.id !== alarm.id)]
    .sort((left, right) => right.lastAt - left.lastAt || right.id - left.id)
    .slice(0, ALARM_LIMIT);
}

/** Counts only rise and a gap, once filled, stays so. */
function progressOf(alarm: Alarm): number {
  return alarm.count + (alarm.filledAt === null ? 0 : 1);
}

function placeOf(lane: LaneView): string {
  return `${lane.site} ${lane.lane}`;
}
