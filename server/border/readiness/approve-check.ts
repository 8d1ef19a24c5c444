/** A technician types the code that a lane shows. The server then signs an approval for this person, lane and request. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import type { Permit } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { KioskId } from '../../contract/field.ts';
import {
  CHECK_LIFETIME_MS,
  checkApprovalBytes,
  checkApprovalSigningInput,
  checkCodeOf,
  readCheckCode,
} from '../../contract/readiness.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { CheckApproved } from './answers.ts';
import { insertApproval } from './approval-table.ts';
import { changeRequest, findRequest, findWaiting, type StoredRequest } from './request-table.ts';

export const approveCheckSchema = z.strictObject({ code: z.string().min(1).max(20) });

/** After this number of wrong codes the request is declined. A code has 40 bits. */
const MAX_WRONG_CODES = 5;

type Desk = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'ledger' | 'signer'>;

/** Resolves when the approval is durable in the ledger. */
export async function approveCheck(
  desk: Desk,
  permit: Permit,
  kioskId: KioskId,
  typed: string,
): Promise<({ readonly kind: 'approved' } & CheckApproved) | Refusal> {
  const { knex, queue, clock, ledger, signer } = desk;
  const approvedAt = Math.round(clock.wallMs());
  const waiting = await findWaiting(knex, kioskId, approvedAt);
  if (waiting === undefined) return refuse('no-check-request', 'the lane does not ask for an approval now');
  if (readCheckCode(typed) !== checkCodeOf(waiting.id)) {
    await queue.run((transaction) => countWrongCode(transaction, permit, kioskId, waiting.id, approvedAt));
    await ledger.settle();
    return refuse('check-code-refused', 'is not the code that the lane shows', 'code');
  }
  const technician = permit.principal.personId;
  const expires = approvedAt + CHECK_LIFETIME_MS;
  const approval = { version: 1, kioskId, requestId: waiting.id, technician, approvedAt, expires } as const;
  const payload = checkApprovalBytes(approval);
  const digest = bytesToHex(sha256(payload));
  const signature = await signer.sign(checkApprovalSigningInput(payload));
  const isKept = await queue.run(async (transaction) => {
    // Approved, declined or replaced during signing: this approval is discarded
    if (!isOpen(await findRequest(transaction, waiting.id), approvedAt)) return false;
    await insertApproval(transaction, { digest, kioskId, technician, approvedAt, payload, signature });
    // The lane repeats its request for as long as the approval is valid
    await changeRequest(transaction, waiting.id, { state: 'approved', approval: digest, expiresAt: expires });
    await record(transaction, permit, kioskId, 'done', approvedAt, { approval: digest });
    return true;
  });
  if (!isKept) return refuse('no-check-request', 'the lane does not ask for an approval now');
  await ledger.settle();
  return { kind: 'approved', approvedAt, expires };
}

async function countWrongCode(
  transaction: Transaction,
  permit: Permit,
  kioskId: KioskId,
  requestId: string,
  at: number,
): Promise<void> {
  const request = await findRequest(transaction, requestId);
  if (request === undefined || !isOpen(request, at)) return;
  const wrongCodes = request.wrongCodes + 1;
  const isOver = wrongCodes >= MAX_WRONG_CODES;
  await changeRequest(transaction, requestId, { wrongCodes, ...(isOver && { state: 'declined' }) });
  await record(transaction, permit, kioskId, 'check-code-refused', at);
}

function isOpen(request: StoredRequest | undefined, at: number): boolean {
  return request?.state === 'waiting' && request.expiresAt > at;
}

async function record(
  transaction: Transaction,
  { principal, duty, target, act }: Permit,
  kioskId: KioskId,
  result: string,
  at: number,
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  await recordAct(transaction, {
    person: principal.personId,
    session: principal.sessionId,
    role: duty.role,
    act,
    result,
    at,
    details,
    target: { ...(target.site !== undefined && { site: target.site }), kioskId },
  });
}
