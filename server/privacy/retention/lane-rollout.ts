/** Pure: which policy a lane runs, and what is to be done so that it runs the signed one. */
import type { OrderRefusal } from '../../contract/order-vocabulary.ts';
import type { LaneRetention, RetentionOrder } from '../tables/retention-rollout.ts';
import type { LanePolicy, RolloutState } from '../answers/retention.ts';

/** A lane that has said nothing for this long hears no order either. */
const SILENT_AFTER_MS = 60_000;
/** An order that came to nothing is given again after this, doubled with each, at most a day. */
const AGAIN_AFTER_MS = 60_000;
const DAY_MS = 86_400_000;

/** A lane that says one of these would say it again of the same bytes. */
const FINAL: ReadonlySet<OrderRefusal> = new Set(['retention-invalid', 'retention-older', 'role-not-entitled']);

/** A policy that enough people have signed. */
export interface SignedVersion {
  readonly number: number;
  readonly digest: string;
  readonly validFrom: number;
  /** When the last signature under it came. */
  readonly signedAt: number;
}

/** By its own signed word: that it obeyed an order, or what it erased by, whichever is later. `undefined`: it has said neither. */
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

/** How far a lane has come with `wanted`; `due`: it is to be ordered now. */
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
