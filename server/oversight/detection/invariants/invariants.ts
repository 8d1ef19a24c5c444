import { LANE_INVARIANTS } from './of-lanes.ts';
import { PARTNER_INVARIANTS } from './of-partners.ts';
import { PEOPLE_INVARIANTS } from './of-people.ts';
import { REFERRAL_INVARIANTS } from './of-referrals.ts';
import { SIGN_IN_INVARIANTS } from './of-sign-in.ts';
import type { Invariant } from './invariant.ts';

export const INVARIANTS: readonly Invariant[] = [
  ...LANE_INVARIANTS,
  ...SIGN_IN_INVARIANTS,
  ...REFERRAL_INVARIANTS,
  ...PEOPLE_INVARIANTS,
  ...PARTNER_INVARIANTS,
];
