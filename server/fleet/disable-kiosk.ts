import type { Decision } from '../proposals/proposal-kind.ts';
import { z } from 'zod';
import { kioskIdSchema, type KioskId } from '../contract/field.ts';
import { revokeCertificatesOf } from './certificate-table.ts';
import type { Connection, Transaction } from '../database/connection.ts';
import { withdrawEnrolmentCodes } from './enrolment-code-table.ts';
import { findKiosk, markDisabled } from '../kiosks/kiosks.ts';
import { hasHoldInForce } from '../evidence/legal-holds.ts';
import { openPayloadsOf } from '../proposals/proposal-table.ts';
import { type FleetActor, recordFleetAct } from './fleet-act.ts';

export type Disabled =
  | { readonly kind: 'disabled'; readonly certificates: number }
  /** It was out of service already; nothing was changed. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'unknown' }
  /** It keeps captures under a legal hold, or one is proposed: two people disable it (`disable-kind.ts`). */
  | { readonly kind: 'held' };

/**
 * Takes a kiosk out of service for good, in one act: from the commit on nothing it sends is taken, no certificate of it holds, it gets no
 * other, nobody is granted its evidence, and no order is signed for it. Its connections are cut by whoever called (`KioskConnections`),
 * and by each server process within seconds (`watchKiosks`). Its place is free for another kiosk.
 * `agreed`: the two people who decided it, where one is not enough.
 */
export async function disableKiosk(
  transaction: Transaction,
  kioskId: KioskId,
  actor: FleetActor,
  at: number,
  agreed?: Pick<Decision, 'proposalId' | 'approvedBy'>,
): Promise<Disabled> {
  const kiosk = await findKiosk(transaction, kioskId);
  if (kiosk === undefined) return { kind: 'unknown' };
  if (kiosk.disabledAt !== null) return { kind: 'unchanged' };
  if (agreed === undefined && (await isUnderHold(transaction, kioskId, at))) return { kind: 'held' };
  if (!(await markDisabled(transaction, kioskId, at))) return { kind: 'unchanged' };
  const certificates = await revokeCertificatesOf(transaction, kioskId, 'key-compromise', at);
  await withdrawEnrolmentCodes(transaction, kioskId, at);
  await recordFleetAct(transaction, {
    ...{ ...actor, act: 'fleet.disable', site: kiosk.site, kioskId, result: 'done', at },
    ...(agreed !== undefined && { details: { proposal: agreed.proposalId, approvedBy: agreed.approvedBy } }),
  });
  return { kind: 'disabled', certificates };
}

/**
 * Whether two people have ordered the lane to keep something, or one has proposed it: no officer is granted what a disabled lane keeps,
 * so one person who disables it would undo what takes two to end.
 */
async function isUnderHold(database: Connection, kioskId: KioskId, at: number): Promise<boolean> {
  if (await hasHoldInForce(database, kioskId, at)) return true;
  const proposed = await openPayloadsOf(database, 'legal-hold', at);
  return proposed.some((payload) => aboutKioskSchema.safeParse(payload).data?.kioskId === kioskId);
}

const aboutKioskSchema = z.object({ kioskId: kioskIdSchema });
