import type { Decision } from '../../records/proposals/proposal-kind.ts';
import { z } from 'zod';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { revokeCertificatesOf } from './certificate-table.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { withdrawEnrolmentCodes } from './enrolment-code-table.ts';
import { findKiosk, markDisabled } from '../../records/kiosks/kiosks.ts';
import { hasHoldInForce } from '../evidence/legal-holds.ts';
import { openPayloadsOf } from '../../records/proposals/proposal-table.ts';
import { type FleetActor, recordFleetAct } from './fleet-act.ts';

export type Disabled =
  | { readonly kind: 'disabled'; readonly certificates: number }
  /** It was already disabled; nothing changed. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'unknown' }
  /** It keeps captures under a legal hold, or one is proposed: this needs two people (`disable-kind.ts`). */
  | { readonly kind: 'held' };

/**
 * Disables a kiosk permanently. After the commit its messages are refused, its certificates are revoked, no new ones are issued, and no
 * grants or orders are signed for it. The caller cuts its connections (`KioskConnections`); other server processes do so within seconds
 * (`watchKiosks`). Another kiosk may take its place.
 * @param agreed the proposal that two people decided, when one is not sufficient; the actor is the one who approves
 */
export async function disableKiosk(
  transaction: Transaction,
  kioskId: KioskId,
  actor: FleetActor,
  at: number,
  agreed?: Pick<Decision, 'proposalId' | 'proposedBy'>,
): Promise<Disabled> {
  const kiosk = await findKiosk(transaction, kioskId);
  if (kiosk === undefined) return { kind: 'unknown' };
  if (kiosk.disabledAt !== null) return { kind: 'unchanged' };
  if (agreed === undefined && (await isUnderHold(transaction, kioskId, at))) return { kind: 'held' };
  if (!(await markDisabled(transaction, kioskId, at))) return { kind: 'unchanged' };
  const certificates = await revokeCertificatesOf(transaction, kioskId, 'key-compromise', at);
  await withdrawEnrolmentCodes(transaction, kioskId, at);
  await recordFleetAct(transaction, {
    ...actor,
    act: agreed === undefined ? 'fleet.disable' : 'fleet.disable-approve',
    site: kiosk.site,
    kioskId,
    result: 'done',
    at,
    ...(agreed !== undefined && { details: { proposal: agreed.proposalId, proposedBy: agreed.proposedBy } }),
  });
  return { kind: 'disabled', certificates };
}

/**
 * Whether a hold at the lane is in force or proposed. Officers cannot view captures of a disabled lane, so disabling by one person would
 * undo a hold that takes two people to end.
 */
async function isUnderHold(database: Connection, kioskId: KioskId, at: number): Promise<boolean> {
  if (await hasHoldInForce(database, kioskId, at)) return true;
  const proposed = await openPayloadsOf(database, 'legal-hold', at);
  return proposed.some((payload) => aboutKioskSchema.safeParse(payload).data?.kioskId === kioskId);
}

const aboutKioskSchema = z.object({ kioskId: kioskIdSchema });
