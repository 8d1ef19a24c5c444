import { consoleOf, type Day, type Shift } from './day.ts';

export const DOCUMENT_CODES = [
  'signer-untrusted',
  'chip-unreadable',
  'revocation-unknown',
  'signer-expired',
  'check-digit-mismatch',
];

/** An officer takes a referral, perhaps views the captures, and decides. Decisive failures get a second opinion. */
export function refer(
  day: Day,
  { at, site, lane }: { readonly at: number; readonly site: string; readonly lane: string },
  reason: string,
  shift: Shift,
  duty: readonly Shift[],
): void {
  const { random } = day;
  const subject = day.newReferral();
  const { person } = shift;
  const console = consoleOf(shift, at);
  const base = { actor: person.id, role: person.role, site, lane, console, subject };
  const isFace = reason === 'below-threshold';
  const isDocument = DOCUMENT_CODES.includes(reason) || reason === 'signer-revoked';
  const isDecisive = reason === 'signer-revoked' || reason === 'plane-not-head';
  const lag = 30_000 + random.gamma(2) * 60_000;
  day.referrals.push({ id: subject, at, site, lane });
  day.events.push({ ...base, at: at + lag * 0.3, kind: 'referral-taken', reason });
  if (random.happens(person.views))
    day.events.push({ ...base, at: at + lag * 0.6, kind: 'evidence-viewed', relation: 'own-referral', reason });
  const admits = isDecisive ? 0.1 : isFace ? Math.min(0.97, 0.6 + 1.6 * person.admits) : isDocument ? 0.35 : 0.6;
  const isAdmitted = random.happens(admits);
  const others = duty.filter((one) => one.person.id !== person.id);
  if (isDecisive && isAdmitted) {
    if (others.length === 0) {
      day.events.push({ ...base, at: at + lag, kind: 'referral-turned-away', reason });
      return;
    }
    const second = random.pick(others);
    day.events.push({
      ...base,
      actor: second.person.id,
      role: second.person.role,
      console: consoleOf(second, at),
      at: at + lag * 0.8,
      kind: 'second-opinion-given',
      relation: 'second-opinion',
    });
  }
  day.events.push({ ...base, at: at + lag, kind: isAdmitted ? 'referral-admitted' : 'referral-turned-away', reason });
  if (isAdmitted && random.happens(0.9))
    day.events.push({ ...base, at: at + lag + 5_000, kind: 'opened-for-traveller' });
}
