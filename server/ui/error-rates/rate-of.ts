import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';

interface Shown {
  readonly rate: number | null;
  readonly low: number;
  readonly high: number;
}

/** A rate with its interval, in percent. */
export function rateOf({ rate, low, high }: Shown): string {
  const percent = (share: number) => formatNumber(share, { style: 'percent', maximumSignificantDigits: 3 });
  const interval = t('{low} to {high}', { low: percent(low), high: percent(high) });
  return rate === null ? t('Too few to say') : `${percent(rate)} (${interval})`;
}
