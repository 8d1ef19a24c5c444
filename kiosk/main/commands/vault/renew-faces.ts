import type { Renewals } from '../../../lists/registration/face-registrations.ts';
import type { KeyConfig } from '../../../lane/devices/initialised-keys.ts';
import { withStoppedLane } from './stopped-lane.ts';

/** Renews keys and salt of every registered face that the lane can open, without the travellers' presence. */
export function renewFaces(config: KeyConfig): Promise<Renewals> {
  return withStoppedLane(config, ({ faceRegistrations }) => faceRegistrations.renewAll());
}
