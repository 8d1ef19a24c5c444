import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';

interface Shown {
  readonly rate: number | null;
  readonly low: number;
  readonly high: number;
}

/** A rate with its interval, in percent. */
export function rateOf({ rate, low, high }: Shown): string {
  const interval = t('{low} to {high}', { low: percentOf(low), high: percentOf(high) });
  return rate === null ? t('Too few to say') : `${percentOf(rate)} (${interval})`;
}

export function percentOf(share: number): string {
  return formatNumber(share, { style: 'percent', maximumSignificantDigits: 3 });
}
