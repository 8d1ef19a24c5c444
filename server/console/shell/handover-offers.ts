/** Handovers that colleagues offer to this person. They are announced on every page, because the successor may not have opened the lanes yet. */
import { computed } from '@preact/signals';
import type { HandoverOffers } from '../../border/referrals/answers.ts';
import { pollOf } from './poll.ts';
import { mayAct } from './session.ts';

/** Whether this person may accept a handover. */
export function isSuccessor(): boolean {
  return mayAct('referral.hand-over');
}

const poll = pollOf<HandoverOffers>('/v1/handovers', isSuccessor);

export const offers = computed(() => poll.answer.value?.offers ?? []);

export const { refresh: refreshOffers, keep: keepOffers } = poll;
