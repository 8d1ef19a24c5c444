import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import { poll } from '../../platform/base/poll.ts';
import { findCertificate, forgetCertificates } from './certificate-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { KioskConnections } from './kiosk-connections.ts';
import type { Admission } from './kiosk-gate.ts';

/** Upper bound for connections that have become invalid, by this process, another one, or expiry. */
export const WATCH_EVERY_MS = 5_000;
/** Expired certificates stay in the record this long for later questions. */
const REMEMBERED_MS = 90 * 86_400_000;
const FORGET_EVERY = 720;

export interface WatchParts {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly events: Events;
  readonly connections: KioskConnections;
  readonly admission?: Admission | undefined;
}

/** Cuts connections of disabled kiosks, of those that are no longer admitted, and those with invalid certificates. Returns a function that stops it. */
export function watchKiosks(parts: WatchParts): () => Promise<void> {
  const { knex, queue, clock, events, connections, admission } = parts;
  let rounds = 0;

  const look = async (): Promise<void> => {
    for (const { kioskId, serial, isAdmitted } of connections.serials()) {
      // A connection that was not admitted stays, because the lane proves its start over it
      const hasLost = isAdmitted && (await admission?.objectTo(kioskId, serial)) !== undefined;
      if (!hasLost && (await mayStay(knex, kioskId, serial, clock.wallMs()))) continue;
      const count = connections.cut(kioskId, { serial });
      if (count > 0) events.emit({ event: 'kiosk-cut-off', kioskId, connections: count });
    }
    rounds += 1;
    if (rounds % FORGET_EVERY === 0) {
      await queue.run((transaction) => forgetCertificates(transaction, clock.wallMs() - REMEMBERED_MS));
    }
  };
  return poll(clock, WATCH_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'watch-kiosks', error }));
}

async function mayStay(
  knex: Connection,
  kioskId: Parameters<typeof findKiosk>[1],
  serial: string | undefined,
  nowMs: number,
): Promise<boolean> {
  const kiosk = await findKiosk(knex, kioskId);
  if (kiosk?.disabledAt !== null) return false;
  if (serial === undefined) return true;
  const certificate = await findCertificate(knex, serial);
  return certificate !== undefined && certificate.revokedAt === null && nowMs < certificate.notAfter;
}
