import type { Clock } from '../../hardware/host/clock.ts';
import type { LaneDevices } from '../devices/lane-devices.ts';
import type { LaneRunner } from './runner.ts';

const LOOK_EVERY_MS = 200;

/** Laying a document down is a way to start. One that is left lying starts nothing: it must have been away in between. */
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
      // Laying it down is an answer
      lane.dispatch({ kind: 'more-time' });
    } else if (present && phase !== 'idle') {
      away = false;
    }
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  look();
  return () => cancel();
}
