import { giveFirstAdministrator, missingFirstAdministrators } from '../access/duties/first-administrators.ts';
import { dutiesHeldBy } from '../store/duties.ts';
import type { AccessOfPeople } from './people.ts';

/** Duties as the database has them. */
export const accessOfPeople: AccessOfPeople = {
  dutiesOf: dutiesHeldBy,
  missingAdministrators: missingFirstAdministrators,
  giveFirstAdministrator: async (transaction, personId, now) =>
    (await giveFirstAdministrator(transaction, personId, now)).kind === 'given',
};
