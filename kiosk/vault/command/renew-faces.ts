import type { Renewals } from '../../registration/face-registrations.ts';
import type { KeyConfig } from './key-config.ts';
import { withStoppedLane } from './stopped-lane.ts';

/** Puts every registered face that the lane can open under new keys and a new salt, without the travellers. */
export function renewFaces(config: KeyConfig): Promise<Renewals> {
  return withStoppedLane(config, ({ faceRegistrations }) => faceRegistrations.renewAll());
}
