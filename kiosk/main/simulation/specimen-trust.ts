/**
 * Trust in the states that issue specimen documents, and their authorisation to read fingerprints, for a lane with
 * simulators.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Terminal } from '../../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import { specimenStates } from '../../../hardware/simulation/specimen-states.ts';
import { readCertificate } from '../../rules/document/trust/certificate.ts';
import { withAnchors } from '../../rules/document/trust/csca-pool.ts';
import { importRevocationList } from '../../rules/document/trust/revocation-list.ts';
import type { TrustStore } from '../../rules/document/trust/trust-store.ts';
import { joinTerminals } from '../../lists/trust/terminal-files.ts';

export function withSpecimenStates(store: TrustStore, clock: Clock): TrustStore {
  const states = specimenStates(clock);
  const authorities = states.map(({ issuing }) => readCertificate(issuing.signingAuthority.certificate));
  const pool = withAnchors(store.pool, authorities, { kind: 'pinned' });
  const revocationLists = states.reduce(
    (lists, { revocationList }) => importRevocationList(lists, revocationList, pool, clock.wallMs()),
    store.revocationLists,
  );
  return { ...store, pool, revocationLists };
}

/** A terminal that may read fingerprints of every specimen state. */
export function specimenTerminal(clock: Clock): Terminal | undefined {
  return joinTerminals(specimenStates(clock).map(({ verifying }) => verifying.terminal()));
}
