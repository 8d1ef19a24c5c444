/** Transitions shared by several phases. */
import { NO_EVIDENCE } from '../../rules/decision/evidence.ts';
import type { OutOfServiceCause } from '../../../server/contract/vocabulary.ts';
import type { LaneFault } from '../../platform/base/vocabulary.ts';
import type { Lane, LaneEffect, LaneState, Transition } from './lane.ts';

/** Faults with which no traveller can be served. A fault of the fingerprint scanner or the indicator is not vital. */
const VITAL_FAULTS = [
  'camera',
  'document-reader',
  'gate',
  'secure-element',
  'notice',
  'outbox',
  'analysis',
  'frame-rate',
  'clock',
  'vault',
  'handle-keys',
  'readiness-check',
  'readiness',
  'software',
] as const satisfies readonly (LaneFault & OutOfServiceCause)[];
type VitalFault = (typeof VITAL_FAULTS)[number];

/** The traveller's part of a lane without a traveller. */
export const NOBODY = { evidence: NO_EVIDENCE, receiptWanted: false, unhurried: false } as const;

export function go(lane: Lane, state: LaneState, effects: readonly LaneEffect[]): Transition {
  return { lane: { ...lane, state }, effects };
}

/**
 * Between travellers: idle, or out of service because of a vital fault, an order or the opening hours. All data of the last traveller is
 * removed.
 */
export function rest(lane: Lane, effects: readonly LaneEffect[]): Transition {
  return go({ ...lane, ...NOBODY }, { phase: isInService(lane) ? 'idle' : 'out-of-service' }, effects);
}

export function isInService(lane: Lane): boolean {
  return outOfServiceCauses(lane).length === 0;
}

/** Why the lane is out of service, or will be after the current traveller. Empty in service. */
export function outOfServiceCauses({ service, hours, faults }: Lane): readonly OutOfServiceCause[] {
  const ordered = service === 'closed' ? (['order'] as const) : [];
  const closed = hours === 'closed' ? (['hours'] as const) : [];
  return [...ordered, ...closed, ...faults.filter(isVital)];
}

export function withFault(faults: readonly LaneFault[], fault: LaneFault): readonly LaneFault[] {
  return faults.includes(fault) ? faults : [...faults, fault];
}

export function isVital(fault: LaneFault): fault is VitalFault {
  return (VITAL_FAULTS as readonly LaneFault[]).includes(fault);
}
