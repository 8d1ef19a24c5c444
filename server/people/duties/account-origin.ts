/** The view of an account for the second person of a proposal or a recovery about it. Pure. */
import type { PersonId } from '../../platform/access/vocabulary.ts';

/** Where an account comes from, by its row and the recorded invitations. */
export interface AccountOrigin {
  readonly displayName: string;
  /** When the account was made, wall ms. */
  readonly since: number;
  /** Everyone who invited the person, the first one first; empty for a person who enrolled with a code that the server printed. */
  readonly invitedBy: readonly PersonId[];
}

export const ACCOUNT_WARNINGS = [
  /** The person who asks invited this account. */
  'asked-by-inviter',
  /** The account was younger than a day at that time. */
  'new-account',
  /** The account of the person who asks was younger than a day at that time. */
  'new-asker',
] as const;
export type AccountWarning = (typeof ACCOUNT_WARNINGS)[number];

const NEW_FOR_MS = 86_400_000;

/** Who asks for a duty or a recovery, and when. */
export interface AskedBy {
  readonly by: PersonId;
  /** Wall ms. */
  readonly at: number;
}

/**
 * The origin of an account with what is unusual about it. The warnings do not depend on the time at which they are read.
 * @param origin of the account that is asked about
 * @param asker origin of the account of the person who asks; `undefined` for invented people
 */
export function shownAccount(
  origin: AccountOrigin,
  asker: AccountOrigin | undefined,
  { by, at }: AskedBy,
): AccountOrigin & { readonly warnings: AccountWarning[] } {
  const warnings = {
    'asked-by-inviter': origin.invitedBy.includes(by),
    'new-account': at - origin.since < NEW_FOR_MS,
    'new-asker': asker !== undefined && at - asker.since < NEW_FOR_MS,
  } satisfies Record<AccountWarning, boolean>;
  return { ...origin, warnings: ACCOUNT_WARNINGS.filter((warning) => warnings[warning]) };
}
