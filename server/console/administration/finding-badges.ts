/** Pure: the marks of a finding. */
import type { FindingView } from '../../lanes/components/answers.ts';
import type { BadgeProps } from '../design/badge.tsx';
import { t } from '../languages/text.ts';
import { FINDING_STATE_WORDS } from './words-of-components.ts';

export const FAULT_SEVERITY_LOOKS: {
  readonly [Severity in FindingView['severity']]: Omit<BadgeProps, 'word'>;
} = {
  critical: { tone: 'bad', icon: 'warning' },
  high: { tone: 'bad', icon: 'cross' },
  moderate: { tone: 'caution', icon: 'question' },
  low: { tone: 'note', icon: 'dash' },
};

export function findingBadge({ state, isOverdue, exceptedUntil }: FindingView): BadgeProps {
  if (state === 'fixed') return { tone: 'good', icon: 'tick', word: FINDING_STATE_WORDS.fixed };
  if (state === 'excepted') {
    return { tone: 'note', icon: 'dash', word: t('Accepted until {day}', { day: exceptedUntil ?? '' }) };
  }
  return isOverdue
    ? { tone: 'bad', icon: 'warning', word: t('Overdue') }
    : { tone: 'caution', icon: 'wait', word: FINDING_STATE_WORDS.open };
}
