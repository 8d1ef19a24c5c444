import type { LaneStart } from '../../lanes/attestation/answers.ts';
import type { BadgeProps } from '../design/badge.tsx';
import { t } from '../languages/text.ts';

/** How far a lane's start is proved. */
export function startBadge({ quote }: Pick<LaneStart, 'quote'>): BadgeProps {
  if (quote === null) return { tone: 'plain', icon: 'dash', word: t('No proof') };
  if (quote.isStale) return { tone: 'caution', icon: 'warning', word: t('Old proof') };
  if (quote.start !== null)
    return { tone: 'good', icon: 'tick', word: t('Approved: {name}', { name: quote.start.name }) };
  if (quote.nearest === null) return { tone: 'caution', icon: 'warning', word: t('No start is approved') };
  return { tone: 'bad', icon: 'cross', word: t('Differs from {name}', { name: quote.nearest.name }) };
}

/** Whether the release that a lane states is approved. */
export function releaseBadge({ release, approvedRelease }: Pick<LaneStart, 'release' | 'approvedRelease'>): BadgeProps {
  if (approvedRelease !== null) {
    return { tone: 'good', icon: 'tick', word: t('Approved: {name}', { name: approvedRelease.name }) };
  }
  if (release === null) return { tone: 'plain', icon: 'dash', word: t('Not stated') };
  return { tone: 'caution', icon: 'warning', word: t('Not approved') };
}
