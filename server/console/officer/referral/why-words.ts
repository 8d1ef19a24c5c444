import type { ReferralView } from '../../../border/referrals/answers.ts';
import { t } from '../../languages/text.ts';
import { REASON_WORDS } from '../../words.ts';

/** One sentence: the reasons of the lane. */
export function whyWords({ reasons }: Pick<ReferralView['report'], 'reasons'>): string {
  const words = reasons.map((reason) => REASON_WORDS[reason]).join('; ');
  return words === '' ? t('The lane gave no reason.') : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
