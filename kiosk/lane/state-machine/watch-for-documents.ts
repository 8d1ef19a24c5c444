import type { Clock } from '../../../hardware/host/clock.ts';
import type { LaneDevices } from '../devices/lane-devices.ts';
import type { LaneRunner } from './runner.ts';

const LOOK_EVERY_MS = 200;

/**
 * Placing a document on the reader starts a transaction. A document that stays on the reader does not start another
 * one.
 */
export function watchForDocuments(lane: LaneRunner, { documentReader }: LaneDevices, clock: Clock): () => void {
  let away = true;
  let cancel: () => void = () => undefined;
  const look = (): void => {
    const present = documentReader.documentPresent();
    if (!present) away = true;
    const { phase, asked } = lane.view();
    if (present && away && phase === 'idle') {
      away = false;
      lane.dispatch({ kind: 'traveller-arrived' });
    } else if (present && phase === 'document' && asked === true) {
      // Placing it answers the question for more time
      lane.dispatch({ kind: 'more-time' });
    } else if (present && phase !== 'idle') {
      away = false;
    }
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  look();
  return () => cancel();
}
