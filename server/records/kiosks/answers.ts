import { MODES } from '../../../hardware/host/mode.ts';
import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import { laneStatusSchema } from '../../contract/status.ts';
import { type LanePhase, OUT_OF_SERVICE_CAUSES } from '../../contract/vocabulary.ts';

/**
 * The state of a lane for consoles. It omits the step of the traveller: together with the queue, the step would distinguish a traveller just
 * referred by this lane from an attention test, which no lane reports.
 */
export const LANE_STATES = ['starting', 'free', 'in-use', 'emergency', 'out-of-service'] as const;
export type LaneState = (typeof LANE_STATES)[number];

export function laneStateOf(phase: LanePhase): LaneState {
  switch (phase) {
    case 'starting':
    case 'emergency':
    case 'out-of-service':
      return phase;
    case 'idle':
      return 'free';
    case 'notice':
    case 'document':
    case 'token':
    case 'face':
    case 'finger':
    case 'declaration':
    case 'deciding':
    case 'opening':
    case 'passage':
    case 'referred':
      return 'in-use';
  }
}

/** A lane for consoles: its place and its latest status. */
const laneSchema = z.strictObject({
  ...lanePlace,
  disabled: z.boolean(),
  /** `null` until the lane has sent a status. Times are the server's. */
  heard: z
    .strictObject({
      receivedAt: wallMs,
      state: z.enum(LANE_STATES),
      /** Why it is out of service; empty in service and for a lane that does not report it. */
      outOfService: z.array(z.enum(OUT_OF_SERVICE_CAUSES)),
      devices: laneStatusSchema.shape.devices,
      undelivered: z.int(),
    })
    .nullable(),
});
export type LaneView = Answer<typeof laneSchema>;

export const laneListSchema = z.strictObject({
  mode: z.enum(MODES),
  serverTime: wallMs,
  lanes: z.array(laneSchema),
});
export type LaneList = Answer<typeof laneListSchema>;
