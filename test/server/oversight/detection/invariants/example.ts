import type { DetectionEvent, EventKind } from '../../../../../server/oversight/detection/events/event.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Some = Omit<DetectionEvent, 'at' | 'kind'> & { readonly at?: number };
export const act = (kind: EventKind, { at = 0, ...more }: Some = {}): DetectionEvent => ({ at, kind, ...more });
export const alarm = (reason: string, more: Some = {}) => act('alarm', { reason, lane: 'lane-1', ...more });
export const times = (count: number, everyMs: number, make: (at: number, number: number) => DetectionEvent) =>
  Array.from({ length: count }, (_, number) => make(number * everyMs, number));

export interface Example {
  /** Events that break the rule, and the entity of the finding. */
  readonly breaks: readonly DetectionEvent[];
  readonly about: string;
  /** Events that are close to it and allowed. */
  readonly keeps: readonly DetectionEvent[];
  /** Time of a last turn, for absences. */
  readonly turnAt?: number;
}

export const byAlarm = (reason: string, about: string): Example => ({
  breaks: [alarm(reason)],
  about,
  keeps: [alarm('lane-slow')],
});
