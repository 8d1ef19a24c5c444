import type { LaneCondition } from '../../../../kiosk/fleet/uplink/status.ts';
import { DEVICE_KINDS } from '../../../../server/contract/vocabulary.ts';

/** A lane that waits for a traveller. */
export const healthyCondition: LaneCondition = {
  phase: 'idle',
  devices: DEVICE_KINDS.map((kind) => ({ kind, health: 'ready' as const })),
  undelivered: 0,
  lastSequence: 7,
};
