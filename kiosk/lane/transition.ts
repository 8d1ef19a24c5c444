/** Moves that several phases make. */
import { NO_EVIDENCE } from '../decision/evidence.ts';
import type { LaneFault } from '../base/vocabulary.ts';
import type { Lane, LaneEffect, LaneState, Transition } from './lane.ts';

/** Without one of these no traveller can be served. Fingers and lamps are missed, not fatal. */
const VITAL_FAULTS: readonly LaneFault[] = [
  'camera',
  'document-reader',
  'gate',
  'secure-element',
  'notice',
  'outbox',
  'analysis',
  'clock',
  'vault',
  'handle-keys',
];

/** What a lane knows of a traveller when there is none. */
export const NOBODY = { evidence: NO_EVIDENCE, receiptWanted: false, unhurried: false } as const;

export function go(lane: Lane, state: LaneState, effects: readonly LaneEffect[]): Transition {
  return { lane: { ...lane, state }, effects };
}

/** Between travellers: ready, or out of service while something vital is broken or somebody ordered it so. Nothing of the last traveller stays. */
export function rest(lane: Lane, effects: readonly LaneEffect[]): Transition {
  const phase = lane.service === 'closed' || lane.faults.some(isVital) ? 'out-of-service' : 'idle';
  return go({ ...lane, ...NOBODY }, { phase }, effects);
}

export function withFault(faults: readonly LaneFault[], fault: LaneFault): readonly LaneFault[] {
  return faults.includes(fault) ? faults : [...faults, fault];
}

export function isVital(fault: LaneFault): boolean {
  return VITAL_FAULTS.includes(fault);
}
