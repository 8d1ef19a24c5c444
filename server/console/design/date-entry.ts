/** Dates and times as a person types them, read in UTC. Pure. The digits alone suffice, because the keypad of a phone has no hyphen and no colon. */

/** The written form of each kind of entry, by an example. */
export const DATE_EXAMPLES = { day: '2026-12-31', minute: '2026-12-31 18:00', clock: '18:00' } as const;
export type DateForm = keyof typeof DATE_EXAMPLES;

export type DateEntry =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'missing' | 'malformed' | 'no-such-day' | 'no-such-time' };

/** A shown time can be pasted with its seconds, which a field does not keep, and with its zone. */
const FORMS: { readonly [Form in DateForm]: RegExp } = {
  day: /^(?:\d{4}-\d{2}-\d{2}|\d{8})$/,
  minute: /^(?:\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?(?: UTC|Z)?|\d{8} ?\d{4})$/,
  clock: /^\d{2}:?\d{2}$/,
};

/**
 * The entry in its one form: `2026-12-31`, `2026-12-31 18:00` or `18:00`.
 *
 * @example
 * readEntry('day', '20261231') // { kind: 'read', text: '2026-12-31' }
 * readEntry('day', '2026-02-30') // { kind: 'no-such-day' }
 */
export function readEntry(form: DateForm, typed: string): DateEntry {
  if (typed.trim() === '') return { kind: 'missing' };
  if (!FORMS[form].test(typed.trim())) return { kind: 'malformed' };
  const digits = typed.replaceAll(/\D/g, '');
  const [hour, minute] =
    form === 'clock' ? [digits.slice(0, 2), digits.slice(2)] : [digits.slice(8, 10), digits.slice(10, 12)];
  const clock = `${hour}:${minute}`;
  const isTime = form === 'day' || (Number(hour) < 24 && Number(minute) < 60);
  if (form === 'clock') return isTime ? { kind: 'read', text: clock } : { kind: 'no-such-time' };
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  // An engine can move 30 February to March
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date)) return { kind: 'no-such-day' };
  if (!isTime) return { kind: 'no-such-time' };
  return { kind: 'read', text: form === 'day' ? date : `${date} ${clock}` };
}

/** The day `2026-12-31`, or nothing where the entry is not one. */
export function dayIn(typed: string): string | undefined {
  const entry = readEntry('day', typed);
  return entry.kind === 'read' ? entry.text : undefined;
}

/** The begin of the day or minute in UTC, in milliseconds since the Unix epoch, or nothing where the entry is neither. */
export function momentIn(typed: string): number | undefined {
  const entry = readEntry(dayIn(typed) === undefined ? 'minute' : 'day', typed);
  if (entry.kind !== 'read') return undefined;
  return Date.parse(`${entry.text.replace(' ', 'T')}${entry.text.includes(' ') ? 'Z' : 'T00:00Z'}`);
}
