import type { Mode } from '../../../hardware/host/mode.ts';
import { isPresent, type Portal } from '../../people/portals/portal-person.ts';
import { findParty } from '../agreement/tables/party-table.ts';
import { enterCall } from '../partners/caller.ts';
import { findPartnerPerson, markPartnerEnrolled, type StoredPartnerPerson } from './people-table.ts';

/** The portal for people of partners. Access ends with the partner's record, and each use is in the partner's own log. */
export function partnerPortal(mode: Mode): Portal<StoredPartnerPerson> {
  return {
    passkeys: 'sharing_passkeys',
    sessions: 'sharing_sessions',
    ceremonies: { signIn: 'partner-sign-in', enrol: 'partner-enrol', addPasskey: 'partner-add-passkey' },
    signals: { refused: 'partner-sign-in-refused', code: 'partner-code-refused', throttled: 'partner-throttled' },
    address: 'partner-address',
    organisationOf: ({ party }) => party,
    find: findPartnerPerson,
    isPresent: async (database, person) =>
      isPresent(person, mode) && (await findParty(database, person.party))?.party.role === 'partner',
    markEnrolled: markPartnerEnrolled,
    used: (transaction, { what, person, at }) =>
      enterCall(transaction, { party: person.party, person: person.id }, { call: what, result: 'done', at }),
  };
}
