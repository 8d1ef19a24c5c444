/** Which policy a lane runs, and the next step until it runs the signed one. Pure. */
import type { OrderRefusal } from '../../contract/order-vocabulary.ts';
import type { LaneRetention, RetentionOrder } from '../tables/retention-rollout.ts';
import type { LanePolicy, RolloutState } from '../answers/retention.ts';

/** A lane without a status for this long cannot receive orders. */
const SILENT_AFTER_MS = 60_000;
/** A failed order is repeated after this time, doubled with each failure, at most after a day. */
const AGAIN_AFTER_MS = 60_000;
const DAY_MS = 86_400_000;

/** A lane would refuse the same bytes again with one of these. */
const FINAL: ReadonlySet<OrderRefusal> = new Set(['retention-invalid', 'retention-older', 'role-not-entitled']);

/** A policy with enough signatures. */
export interface SignedVersion {
  readonly number: number;
  readonly digest: string;
  readonly validFrom: number;
  /** Wall ms of its last signature. */
  readonly signedAt: number;
}

/** Policy by the lane's signed reports: an obeyed order or a report of an erasure, whichever is later. `undefined` without either. */
export function policyOf(lane: LaneRetention, digests: ReadonlyMap<number, string>): LanePolicy | undefined {
  const obeyed = lane.orders.find(({ state }) => state === 'obeyed');
  const adoptedAt = obeyed?.settledAt ?? null;
  if (obeyed !== undefined && adoptedAt !== null && adoptedAt >= (lane.erasedBy?.at ?? 0)) {
    return { number: obeyed.number, digest: digests.get(obeyed.number) ?? '', at: adoptedAt, by: 'order' };
  }
  if (lane.erasedBy === null) return undefined;
  const { digest, at } = lane.erasedBy;
  const number = [...digests].find(([, one]) => one === digest)?.[0] ?? null;
  return { number, digest, at, by: 'erasure' };
}

/** A lane's progress towards `wanted`; `due` means to order it now. */
export function rolloutOf(
  lane: LaneRetention,
  runs: LanePolicy | undefined,
  wanted: SignedVersion,
  now: number,
): RolloutState | 'due' {
  if (runs?.digest === wanted.digest || (runs?.number ?? 0) > wanted.number) return 'adopted';
  const order = lane.orders.find(({ number }) => number === wanted.number);
  if (order?.state === 'obeyed') return 'adopted';
  if (order?.state === 'pending') return 'sent';
  if (order?.state === 'refused' && isFinal(order, wanted)) return 'refused';
  if (wanted.validFrom > now) return 'not-yet-valid';
  if (lane.heardAt === null || lane.heardAt < now - SILENT_AFTER_MS) return 'silent';
  return order !== undefined && now < againAt(order, wanted) ? 'again-later' : 'due';
}

function isFinal({ refusal, issuedAt }: RetentionOrder, { signedAt }: SignedVersion): boolean {
  return refusal !== null && FINAL.has(refusal) && signedAt <= issuedAt;
}

function againAt({ issuedAt, given }: RetentionOrder, { signedAt }: SignedVersion): number {
  if (signedAt > issuedAt) return signedAt;
  return issuedAt + Math.min(AGAIN_AFTER_MS * 2 ** (given - 1), DAY_MS);
}
