/** Pure: a referral's own answer, put into the list that came before it. */
import type { ReferralsAnswer, ReferralView } from '../../../border/referrals/answers.ts';

/** An older word of a referral changes nothing. */
export function withReferral(list: ReferralsAnswer, view: ReferralView): ReferralsAnswer {
  const known = [...list.open, ...list.decided].find(({ id }) => id === view.id);
  if (known !== undefined && known.version > view.version) return list;
  const others = (all: readonly ReferralView[]) => all.filter(({ id }) => id !== view.id);
  if (view.state === 'decided') {
    return { ...list, open: others(list.open), decided: [view, ...others(list.decided)] };
  }
  const open = list.open.some(({ id }) => id === view.id)
    ? list.open.map((one) => (one.id === view.id ? view : one))
    : [...list.open, view];
  return { ...list, open, decided: others(list.decided) };
}

/** A list that was read while a referral changed keeps the later state of that referral, which its own answer brought. */
export function withLaterStates(next: ReferralsAnswer, before: ReferralsAnswer | null): ReferralsAnswer {
  const versions = new Map([...next.open, ...next.decided].map(({ id, version }) => [id, version]));
  const later = [...(before?.open ?? []), ...(before?.decided ?? [])].filter(
    ({ id, version }) => version > (versions.get(id) ?? Number.POSITIVE_INFINITY),
  );
  return later.reduce(withReferral, next);
}

/** Whether a referral waits that did not before: new, or given back. */
export function isArrived(before: ReferralsAnswer, { id, state }: ReferralView): boolean {
  if (state !== 'waiting') return false;
  return before.open.find((one) => one.id === id)?.state !== 'waiting';
}

export type Turn = 'next' | 'previous' | 'first' | 'last';

/** The next place in a list from the current one; the first place if there is none. */
export function neighbourOf(ids: readonly string[], at: string | undefined, turn: Turn): string | undefined {
  const index = ids.findIndex((id) => id === at);
  if (turn === 'first') return ids[0];
  if (turn === 'last') return ids.at(-1);
  if (index < 0) return ids[0];
  return ids[turn === 'next' ? Math.min(index + 1, ids.length - 1) : Math.max(index - 1, 0)];
}
