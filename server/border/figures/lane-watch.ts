/** Device faults, and time in which a lane serves no one, from repeated samples of statuses. Pure. */
import { STATUS_INTERVAL_MS } from '../../contract/timing.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import type { Count } from './count.ts';

/** A lane without a status for longer is silent. */
const SILENT_AFTER_MS = 4 * STATUS_INTERVAL_MS;
/** Maximum counted between two samples, because the program may have been suspended. */
const MAX_BETWEEN_MS = 60_000;

export const IDLE_STATES = ['out-of-service', 'emergency', 'silent'] as const;
export type IdleState = (typeof IDLE_STATES)[number];

/** The lanes in the last sample. */
export interface LanesSeen {
  readonly at: number;
  /** Kinds of faulty devices, by lane. */
  readonly faulted: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Look {
  readonly seen: LanesSeen;
  readonly counts: readonly Count[];
}

/**
 * @param before `undefined` for the first sample, which counts no existing faults
 * @param at wall ms of this sample
 */
export function lookAtLanes(before: LanesSeen | undefined, lanes: readonly LaneView[], at: number): Look {
  const faulted = new Map<string, ReadonlySet<string>>();
  const counts: Count[] = [];
  const seconds = before === undefined ? 0 : Math.round(Math.min(Math.max(0, at - before.at), MAX_BETWEEN_MS) / 1_000);
  for (const { kioskId, disabled, heard } of lanes) {
    if (disabled || heard === null) continue;
    const faultyNow = new Set(heard.devices.filter(({ health }) => health !== 'ready').map(({ kind }) => kind));
    const faultyBefore = before?.faulted.get(kioskId);
    faulted.set(kioskId, faultyNow);
    if (faultyBefore !== undefined) {
      for (const kind of faultyNow)
        if (!faultyBefore.has(kind)) counts.push({ kioskId, at, figure: 'device-fault', value: kind, count: 1 });
    }
    const state = idleState(heard, at);
    if (state !== undefined && seconds > 0)
      counts.push({ kioskId, at, figure: 'lane-seconds', value: state, count: seconds });
  }
  return { seen: { at, faulted }, counts };
}

function idleState(heard: NonNullable<LaneView['heard']>, at: number): IdleState | undefined {
  if (at - heard.receivedAt > SILENT_AFTER_MS) return 'silent';
  return heard.state === 'out-of-service' || heard.state === 'emergency' ? heard.state : undefined;
}
