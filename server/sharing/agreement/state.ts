/** The state of a version of an agreement at a time. Pure. */
import type { Agreement } from './agreement.ts';
import type { AgreementState } from './vocabulary.ts';

const DAY_MS = 86_400_000;

export interface AgreementFacts {
  readonly agreement: Pick<Agreement, 'id' | 'version' | 'from' | 'until'>;
  /** When the last of the needed signatures was entered; `null`: some are missing. */
  readonly signedAt: number | null;
  readonly pausedAt: number | null;
  readonly endedAt: number | null;
  /** Whether the records of both parties, to which it refers, are in use. */
  readonly partiesInUse: boolean;
}

/** The start of the first day, wall ms. */
export function beginsAt({ from }: Pick<Agreement, 'from'>): number {
  return Date.parse(`${from}T00:00:00Z`);
}

/** The end of the last day, wall ms. */
export function endsAt({ until }: Pick<Agreement, 'until'>): number {
  return Date.parse(`${until}T00:00:00Z`) + DAY_MS;
}

/** @param versions all versions of the same agreement: a later one in force replaces an earlier one */
export function stateOf(facts: AgreementFacts, versions: readonly AgreementFacts[], nowMs: number): AgreementState {
  const { agreement, signedAt, pausedAt, endedAt, partiesInUse } = facts;
  if (endedAt !== null || nowMs >= endsAt(agreement)) return 'ended';
  const isReplaced = versions.some(
    (one) =>
      one.agreement.id === agreement.id &&
      one.agreement.version > agreement.version &&
      one.signedAt !== null &&
      beginsAt(one.agreement) <= nowMs,
  );
  if (isReplaced) return 'ended';
  if (signedAt === null) return 'draft';
  if (pausedAt !== null || !partiesInUse) return 'paused';
  return nowMs < beginsAt(agreement) ? 'signed' : 'in-force';
}
