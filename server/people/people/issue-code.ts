import { plainCode } from '../../contract/crockford-base32.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { deleteEnrolmentCodesOf, insertEnrolmentCode } from './tables/enrolment-codes.ts';
import type { EnrolmentPurpose, IssuedCode } from './answers/people.ts';
import { digestOfHalves, makeEnrolmentCode, makeHalfCode } from './enrolment-code.ts';
import { digestOf } from './session-token.ts';

/** An invitation travels by post or waits for the next shift; the other codes are used at once. */
export const CODE_LASTS_MS: { readonly [Purpose in EnrolmentPurpose]: number } = {
  'first-administrator': 3_600_000,
  invitation: 7 * 86_400_000,
  recovery: 86_400_000,
};

/**
 * Issues the second half of a code and revokes all earlier codes of the person. The first half was shown to the administrator who asked.
 * Only the answer contains the half.
 */
export async function issueSecondHalf(
  transaction: Transaction,
  about: {
    readonly personId: PersonId;
    readonly issuedBy: PersonId;
    readonly firstDigest: string;
    readonly now: number;
  },
): Promise<IssuedCode> {
  const { personId, issuedBy, firstDigest, now } = about;
  const code = makeHalfCode();
  const expiresAt = now + CODE_LASTS_MS.recovery;
  const digest = digestOfHalves(firstDigest, code);
  await deleteEnrolmentCodesOf(transaction, personId);
  await insertEnrolmentCode(transaction, {
    digest,
    purpose: 'recovery',
    personId,
    issuedBy,
    issuedAt: now,
    expiresAt,
  });
  return { code, part: 'second-half', personId, expiresAt };
}

/** Issues a code for a person and revokes earlier ones. Only the answer contains the code. */
export async function issueCode(
  transaction: Transaction,
  about: {
    readonly purpose: 'invitation';
    readonly personId: PersonId;
    readonly issuedBy: PersonId;
    readonly now: number;
  },
): Promise<IssuedCode> {
  const { purpose, personId, issuedBy, now } = about;
  const code = makeEnrolmentCode();
  const expiresAt = now + CODE_LASTS_MS[purpose];
  await deleteEnrolmentCodesOf(transaction, personId);
  const digest = digestOf(plainCode(code));
  await insertEnrolmentCode(transaction, { digest, purpose, personId, issuedBy, issuedAt: now, expiresAt });
  return { code, part: 'whole', personId, expiresAt };
}
