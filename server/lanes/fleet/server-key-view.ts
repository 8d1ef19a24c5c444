import type { Connection } from '../../platform/database/connection.ts';
import { findSuccession } from '../../people/key-successions/key-successions.ts';
import { listFollowedKeys } from '../../records/kiosks/lane-status.ts';
import type { FleetKiosk, FleetView } from './answers.ts';

export interface ServerKeyView {
  readonly announced: FleetView['serverKey']['announced'];
  readonly followedBy: (kioskId: string) => FleetKiosk['serverKey'];
}

/** The statements for the server's signing key (hex), and the key that each lane reports to follow. */
export async function readServerKey(database: Connection, inUse: string): Promise<ServerKeyView> {
  const announced = await findSuccession(database, inUse);
  const followed = new Map((await listFollowedKeys(database)).map((one) => [one.kioskId, one.serverKey]));
  return {
    announced:
      announced === undefined
        ? null
        : { next: announced.next, nextFrom: announced.nextFrom, currentUntil: announced.currentUntil },
    followedBy(kioskId) {
      const key = followed.get(kioskId) ?? null;
      if (key === null) return null;
      if (key === inUse) return 'in-use';
      return key === announced?.next ? 'announced' : 'another';
    },
  };
}
