import type { PublishedCell } from '../../oversight/observatory/publication/error-rate-report.ts';
import { t } from '../languages/text.ts';

/** Digits of a digest that distinguish models. */
const DIGEST_SHOWN = 12;

/** The place or part that a row of the report describes. */
export function placeOf({ dimension, value }: Pick<PublishedCell, 'dimension' | 'value'>): string {
  switch (dimension) {
    case 'fleet':
      return t('All gates');
    case 'site':
      return t('Site {site}', { site: value });
    case 'models':
      return t('Models {digest}', { digest: value.slice(0, DIGEST_SHOWN) });
    case 'device':
      return t('Device {device}', { device: value });
  }
}
