import type { ReferralState } from '../../../border/referrals/vocabulary.ts';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { t } from '../../languages/text.ts';
import { STATE_WORDS } from '../../words-of-referrals.ts';

const LOOKS: { readonly [State in ReferralState]: Pick<BadgeProps, 'tone' | 'icon'> } = {
  waiting: { tone: 'caution', icon: 'wait' },
  taken: { tone: 'plain', icon: 'dash' },
  'second-opinion': { tone: 'note', icon: 'question' },
  'with-supervisor': { tone: 'note', icon: 'warning' },
  decided: { tone: 'good', icon: 'tick' },
};

/** How a referral stands, and whose it is. */
export function StateBadge({ referral: { state, holder, relation } }: { readonly referral: ReferralView }) {
  if (state === 'taken' && relation === 'holder') return <Badge tone="good" icon="arrow" word={t('Yours')} />;
  const word =
    state === 'taken' && holder !== null ? t('Taken by {person}', { person: holder.person }) : STATE_WORDS[state];
  return <Badge {...LOOKS[state]} word={word} />;
}
