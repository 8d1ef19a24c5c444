/** Signals have no entries: they are counts by kind, subject and hour. A count that has grown becomes an event. */
import type { SignalKind } from '../../../platform/base/signal-kinds.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { listSignalsFrom } from '../../../records/signals/signal-table.ts';
import type { DetectionEvent } from '../events/event.ts';

const HOUR_MS = 3_600_000;
/** Signals are written a second after they were noted; a count of an hour that ended longer ago does not grow. */
const GROWS_FOR_MS = 2 * HOUR_MS;

/** Counts that were read, by kind, subject and hour. */
export type SeenSignals = Readonly<Record<string, number>>;

export interface SignalPage {
  readonly events: readonly DetectionEvent[];
  readonly seen: SeenSignals;
}

/** Events of signals that were counted since `seen`. Acts that were refused have entries of their own. */
export async function readSignals(database: Connection, seen: SeenSignals, nowMs: number): Promise<SignalPage> {
  const counted = await listSignalsFrom(database, Math.floor((nowMs - GROWS_FOR_MS) / HOUR_MS));
  const events: DetectionEvent[] = [];
  const next: Record<string, number> = {};
  for (const { kind, about, hour, count, lastAt } of counted) {
    const key = `${kind} ${about} ${hour}`;
    next[key] = count;
    const more = count - (seen[key] ?? 0);
    if (more > 0 && kind !== 'act-refused') events.push(eventOf(kind, about, lastAt, more));
  }
  return { events: events.sort((one, other) => one.at - other.at), seen: next };
}

function eventOf(kind: SignalKind, about: string, at: number, count: number): DetectionEvent {
  if (kind === 'sign-in-failed-at-console') return { at, kind: 'sign-in-failed', console: about, count };
  const isLane = kind.startsWith('kiosk-');
  const who = about === '' ? {} : isLane ? { lane: about } : { actor: about };
  return kind === 'sign-in-failed' ? { at, kind, ...who, count } : { at, kind: 'signal', reason: kind, ...who, count };
}
