/** Handovers that colleagues offer to this person. They are announced on every page, because the successor may not have opened the lanes yet. */
import { signal } from '@preact/signals';
import type { HandoverOffers } from '../../referrals/answers.ts';
import { pollOf } from './poll.ts';
import { mayAct } from './session.ts';

export const offers = signal<HandoverOffers['offers']>([]);

const poll = pollOf<HandoverOffers>(
  '/v1/handovers',
  () => mayAct('referral.hand-over'),
  (answer) => {
    offers.value = answer.offers;
  },
);

export const { refresh: refreshOffers, keep: keepOffers } = poll;
