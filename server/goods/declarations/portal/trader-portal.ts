import type { Mode } from '../../../../hardware/host/mode.ts';
import { isPresent, type Portal } from '../../../people/portals/portal-person.ts';
import { insertPortalUse } from '../tables/portal-uses.ts';
import { findTraderPerson, markEnrolled, type StoredTraderPerson } from '../tables/trader-people.ts';

/** The portal for people of traders. Their sign-ins and new passkeys are recorded with the network. */
export function traderPortal(mode: Mode, networkDigest: (network: string) => string): Portal<StoredTraderPerson> {
  return {
    passkeys: 'trader_passkeys',
    sessions: 'trader_sessions',
    ceremonies: { signIn: 'trader-sign-in', enrol: 'trader-enrol', addPasskey: 'trader-add-passkey' },
    signals: { refused: 'trader-sign-in-refused', code: 'trader-code-refused', throttled: 'trader-throttled' },
    address: 'trader-address',
    organisationOf: ({ trader }) => trader,
    find: findTraderPerson,
    isPresent: (_database, person) => Promise.resolve(isPresent(person, mode)),
    markEnrolled,
    used: (transaction, { what, person, remoteAddress, at }) =>
      insertPortalUse(transaction, {
        what: what === 'passkey-added' ? what : 'signed-in',
        person: person.id,
        trader: person.trader,
        network: networkDigest(remoteAddress),
        at,
      }),
  };
}
