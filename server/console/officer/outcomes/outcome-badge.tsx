import type { Outcome } from '../../../contract/vocabulary.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { OUTCOME_WORDS } from '../../words.ts';

const LOOKS: { readonly [Word in Outcome]: Pick<BadgeProps, 'tone' | 'icon'> } = {
  cleared: { tone: 'good', icon: 'tick' },
  referred: { tone: 'caution', icon: 'arrow' },
  refused: { tone: 'bad', icon: 'cross' },
  abandoned: { tone: 'plain', icon: 'leave' },
  'resolved-by-officer': { tone: 'note', icon: 'tick' },
};

export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  return <Badge {...LOOKS[outcome]} word={OUTCOME_WORDS[outcome]} />;
}
