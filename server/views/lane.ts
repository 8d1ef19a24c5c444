import type { LaneStatus } from '../contract/status.ts';

/** A lane as a console shows it: who stands where, and the latest it said of itself. */
export interface LaneView {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly disabled: boolean;
  /** `null` until the lane has spoken. Times are the server's. */
  readonly heard:
    | ({ readonly receivedAt: number } & Pick<LaneStatus, 'phase' | 'devices' | 'undelivered' | 'lastSequence'>)
    | null;
}
