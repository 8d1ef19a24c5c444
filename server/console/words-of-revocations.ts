/** Words for the revocation of officers. Complete by type. */
import type { RevocationBefore } from '../people/duties/answers.ts';
import type { RevocationCause, TakeBackReason } from '../people/duties/revocation-vocabulary.ts';
import { dateAndTime } from './design/times.ts';
import { t, translated } from './languages/text.ts';

export const REVOCATION_CAUSE_WORDS: { readonly [Cause in RevocationCause]: string } = translated({
  'account-disabled': 'The account was disabled',
  'duty-ended': 'The duty was ended',
  suspicion: 'The officer’s conduct is examined',
  'key-stolen': 'A key may be in the hands of another person',
});

export const TAKE_BACK_WORDS: { readonly [Reason in TakeBackReason]: string } = translated({
  mistake: 'The wrong person was revoked, or there was no cause',
  'suspicion-refuted': 'The examination found nothing against the officer',
  'keys-renewed': 'The officer has new keys by a recovery',
});

/** Name and text of each line. */
export function revocationLines(revocation: RevocationBefore): readonly (readonly [string, string])[] {
  const { cause, revokedBy, revokedAt, recoveredAt } = revocation;
  return [
    [t('Revoked'), dateAndTime(revokedAt)],
    [t('Revoked by'), revokedByWords(revokedBy)],
    [
      t('Cause'),
      cause === null ? t('not recorded: an earlier version revoked the officer') : REVOCATION_CAUSE_WORDS[cause],
    ],
    [
      t('New keys by a recovery'),
      recoveredAt === null || recoveredAt < revokedAt ? t('none since the revocation') : dateAndTime(recoveredAt),
    ],
  ];
}

function revokedByWords(revokedBy: string | null): string {
  if (revokedBy === null) return t('not recorded');
  return revokedBy === 'command-line' ? t('a command at the server') : revokedBy;
}
