import { DEVELOPMENT_TEXTS } from './development-texts.ts';
import type { Notice } from './notice.ts';

/**
 * The notice of a development lane with invented travellers. It describes this lane correctly, but is not issued by an
 * authority. Valid until the end of the month after `wallMs`, so that its digest changes once a month.
 */
export function developmentNotice(wallMs: number): Notice {
  const now = new Date(wallMs);
  return {
    version: 'development-2',
    validUntil: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1),
    texts: DEVELOPMENT_TEXTS,
  };
}
