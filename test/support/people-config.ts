import type { PeopleConfig } from '../../server/people/people/people.ts';

/** Sign-in settings of development mode. */
export const PEOPLE_CONFIG: PeopleConfig = {
  limits: { idleMs: 1_800_000, absoluteMs: 43_200_000 },
  relyingPartyId: 'localhost',
  passwords: false,
};
