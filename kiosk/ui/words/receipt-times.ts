/** The times of a receipt, in the lane's own time zone: what the clocks of the hall show. */
import type { ReceiptView } from '../../vault/receipt/receipt-view.ts';
import type { Language } from './languages.ts';

export type MadeReceipt = Extract<ReceiptView, { kind: 'made' }>;

const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

/** Until when captures are kept: the time alone, and the day too where it differs from the day of the receipt. */
export function untilText(language: Language, { issuedAt, goneBy }: Pick<MadeReceipt, 'issuedAt' | 'goneBy'>): string {
  const sameDay = new Date(issuedAt).toDateString() === new Date(goneBy).toDateString();
  return new Intl.DateTimeFormat(language, sameDay ? TIME : { ...DAY, ...TIME }).format(goneBy);
}

/** The time of issue in the order of ISO 8601, the same in every language. */
export function madeText({ issuedAt }: Pick<MadeReceipt, 'issuedAt'>): string {
  const at = new Date(issuedAt);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
