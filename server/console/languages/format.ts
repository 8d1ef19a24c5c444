/** Numbers, dates and order as the chosen language has them. */
import { locale, t } from './text.ts';

const made = new Map<string, unknown>();

/** Formatters are costly to make: each is made once. */
function once<Made>(kind: string, options: object, make: () => Made): Made {
  const key = `${kind} ${locale.value} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Made;
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return once('number', options, () => new Intl.NumberFormat(locale.value, options)).format(value);
}

export function formatDate(at: number | Date, options: Intl.DateTimeFormatOptions): string {
  return once('date', options, () => new Intl.DateTimeFormat(locale.value, options)).format(at);
}

/** For `sort`: numbers in names by their value. */
export function compareNames(one: string, other: string): number {
  const options = { numeric: true };
  return once('order', options, () => new Intl.Collator(locale.value, options)).compare(one, other);
}

/** Kilobytes of 1,000 bytes, and megabytes from the first one on. */
export function formatBytes(bytes: number): string {
  const sizeOf = (unit: number) => formatNumber(bytes / unit, { maximumFractionDigits: 1 });
  return bytes >= 1_000_000 ? t('{size} MB', { size: sizeOf(1_000_000) }) : t('{size} kB', { size: sizeOf(1_000) });
}
