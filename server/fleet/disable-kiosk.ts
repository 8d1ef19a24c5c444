import type { KioskId } from '../contract/field.ts';
import { revokeCertificatesOf } from '../store/certificates.ts';
import type { Transaction } from '../store/connection.ts';
import { withdrawEnrolmentCodes } from '../store/enrolment-codes.ts';
import { findKiosk, markDisabled } from '../store/kiosks.ts';
import { type FleetActor, recordFleetAct } from './fleet-act.ts';

export type Disabled =
  | { readonly kind: 'disabled'; readonly certificates: number }
  /** It was out of service already; nothing was changed. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'unknown' };

/**
 * Takes a kiosk out of service for good, in one act: from the commit on nothing it sends is taken, no certificate of it holds, it gets no
 * other, nobody is granted its evidence, and no order is signed for it. Its connections are cut by whoever called (`KioskConnections`),
 * and by each server process within seconds (`watchKiosks`). Its place is free for another kiosk.
 */
export async function disableKiosk(
  transaction: Transaction,
  kioskId: KioskId,
  actor: FleetActor,
  at: number,
): Promise<Disabled> {
  const kiosk = await findKiosk(transaction, kioskId);
  if (kiosk === undefined) return { kind: 'unknown' };
  if (!(await markDisabled(transaction, kioskId, at))) return { kind: 'unchanged' };
  const certificates = await revokeCertificatesOf(transaction, kioskId, 'key-compromise', at);
  await withdrawEnrolmentCodes(transaction, kioskId, at);
  await recordFleetAct(transaction, { ...actor, act: 'fleet.disable', site: kiosk.site, kioskId, result: 'done', at });
  return { kind: 'disabled', certificates };
}
