import { isNeededToAdminister } from './able-administrators.ts';
import { giveFirstAdministrator, missingFirstAdministrators } from './first-administrators.ts';
import type { AccessOfPeople } from './people.ts';

/**
 * @param passwords whether people may sign in with a password
 * @param dutiesOf a person's duties, as permissions need them
 */
export function accessOfPeople(
  { passwords }: { readonly passwords: boolean },
  dutiesOf: AccessOfPeople['dutiesOf'],
): AccessOfPeople {
  return {
    dutiesOf,
    missingAdministrators: (database, now) => missingFirstAdministrators(database, now, passwords),
    isNeededToAdminister: (database, personId, now) => isNeededToAdminister(database, personId, now, passwords),
    giveFirstAdministrator: async (transaction, personId, now) =>
      (await giveFirstAdministrator(transaction, personId, now, passwords)).kind === 'given',
  };
}
