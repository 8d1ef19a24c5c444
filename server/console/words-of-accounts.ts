/** An account in words, for the second person of a decision. */
import type { AccountWarning } from '../people/duties/account-origin.ts';
import type { AccountBefore } from '../people/duties/answers.ts';
import { dateAndTime } from './design/times.ts';
import { t, translated } from './languages/text.ts';

const WARNING_WORDS: Readonly<Record<AccountWarning, string>> = translated({
  'asked-by-inviter':
    'The person who asks also sent the invitation of this account. Ask the person whether the account is theirs.',
  'new-account': 'The account was younger than a day at that time.',
  'new-asker': 'The account of the person who asks was younger than a day at that time.',
});

export function accountLines({ displayName, since, invitedBy }: AccountBefore): (readonly [string, string])[] {
  return [
    [t('Name'), displayName],
    [t('Account since'), dateAndTime(since)],
    [t('Invited by'), invitedBy.length === 0 ? t('no one: a code that the server printed') : invitedBy.join(', ')],
  ];
}

export function accountWarnings({ warnings }: AccountBefore): string[] {
  return warnings.map((warning) => WARNING_WORDS[warning]);
}
