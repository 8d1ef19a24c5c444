/** Compares the age of the newest master list with the limits of the policy, and warns once when it changes for the worse. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { LaneTrust } from './lane-trust.ts';

export interface MasterListLimits {
  readonly warnAfterMs: number;
  readonly referAfterMs: number;
}

/** `stale`: the lane refers every traveller. */
export type MasterListState = 'current' | 'ageing' | 'stale';

export interface MasterListWatch {
  state(): MasterListState;
  close(): void;
}

const LOOK_EVERY_MS = 600_000;
const DAY_MS = 86_400_000;

/** @param limits of the policy that is in force; `undefined`: none */
export function watchMasterLists(
  trust: Pick<LaneTrust, 'masterListAgeMs'>,
  limits: () => MasterListLimits | undefined,
  { clock, log }: { readonly clock: Clock; readonly log: LogEvent },
): MasterListWatch {
  let told: MasterListState = 'current';
  let cancel: () => void = () => undefined;
  const state = (): MasterListState => stateOf(trust.masterListAgeMs(), limits());
  const look = (): void => {
    const now = state();
    if (now !== told) {
      told = now;
      const ageMs = trust.masterListAgeMs();
      log({ event: 'master-lists', state: now, ...(ageMs !== undefined && { days: Math.floor(ageMs / DAY_MS) }) });
    }
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  look();
  return { state, close: () => cancel() };
}

function stateOf(ageMs: number | undefined, limits: MasterListLimits | undefined): MasterListState {
  if (limits === undefined) return 'current';
  if (ageMs === undefined || ageMs > limits.referAfterMs) return 'stale';
  return ageMs > limits.warnAfterMs ? 'ageing' : 'current';
}
