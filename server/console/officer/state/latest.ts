/** Pure: keeps the latest of repeated messages. */
import type { Alarm } from '../../../records/alarms/answers.ts';
import type { LaneView } from '../../../records/kiosks/answers.ts';
import { ALARM_LIMIT } from '../../../platform/http/limits.ts';

/** Whether this message of a lane is older than the stored one: a list that was read a moment ago must not undo later messages. */
export function isOlder(lane: LaneView, known: LaneView): boolean {
  return (lane.heard?.receivedAt ?? 0) < (known.heard?.receivedAt ?? 0);
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

/** Two lanes of one place are one lane. */
export function placeOf(lane: LaneView): string {
  return `${lane.site} ${lane.lane}`;
}
