import { isNeededToAdminister } from './able-administrators.ts';
import { giveFirstAdministrator, missingFirstAdministrators } from './first-administrators.ts';
import { dutiesHeldBy } from '../duties/duty-table.ts';
import type { AccessOfPeople } from './people.ts';

/**
 * Duties from the database.
 * @param passwords whether people may sign in with a password
 */
export function accessOfPeople({ passwords }: { readonly passwords: boolean }): AccessOfPeople {
  return {
    dutiesOf: dutiesHeldBy,
    missingAdministrators: (database, now) => missingFirstAdministrators(database, now, passwords),
    isNeededToAdminister: (database, personId, now) => isNeededToAdminister(database, personId, now, passwords),
    giveFirstAdministrator: async (transaction, personId, now) =>
      (await giveFirstAdministrator(transaction, personId, now, passwords)).kind === 'given',
  };
}
