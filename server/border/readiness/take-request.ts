import { CHECK_REQUEST_LIFETIME_MS, type CheckAnswer, type CheckRequest } from '../../contract/readiness.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { findApprovals } from './approval-table.ts';
import { findRequest, replaceRequest, type StoredRequest } from './request-table.ts';

/**
 * Answers a lane's request for an approval. The lane repeats the same request until a technician has typed its code. A new request replaces the
 * lane's earlier one. The signature has been verified.
 */
export async function takeCheckRequest(
  { knex, queue, clock }: Pick<RoomContext, 'knex' | 'queue' | 'clock'>,
  { kioskId, requestId }: CheckRequest,
): Promise<{ readonly kind: 'answered'; readonly answer: CheckAnswer } | Refusal> {
  const nowMs = Math.round(clock.wallMs());
  const known = await findRequest(knex, requestId);
  if (known !== undefined && known.kioskId !== kioskId)
    return refuse('kiosk-mismatch', 'is of another lane', 'requestId');
  const request = known ?? {
    id: requestId,
    kioskId,
    askedAt: nowMs,
    expiresAt: nowMs + CHECK_REQUEST_LIFETIME_MS,
    state: 'waiting' as const,
    wrongCodes: 0,
    approval: null,
  };
  if (known === undefined) await queue.run((transaction) => replaceRequest(transaction, request));
  const approval =
    request.approval === null ? undefined : (await findApprovals(knex, [request.approval])).get(request.approval);
  return {
    kind: 'answered',
    answer: {
      state: stateOf(request, approval !== undefined, nowMs),
      serverTime: nowMs,
      expiresAt: request.expiresAt,
      ...(approval !== undefined && {
        approval: { payload: encodeBase64Url(approval.payload), signature: encodeBase64Url(approval.signature) },
      }),
    },
  };
}

function stateOf({ state, expiresAt }: StoredRequest, hasApproval: boolean, nowMs: number): CheckAnswer['state'] {
  if (state === 'declined') return 'declined';
  if (expiresAt <= nowMs) return 'expired';
  if (state === 'waiting') return 'waiting';
  return hasApproval ? 'approved' : 'expired';
}
