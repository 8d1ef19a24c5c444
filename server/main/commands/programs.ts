import type { Program } from '../../../hardware/host/run-program.ts';

/** The programs beside the server, for its operators, auditors, traders and partners. */
export const SERVER_PROGRAMS: Readonly<Record<string, Program>> = {
  setup: { summary: 'sets up a new server, by questions or from a file', load: () => import('./setup.ts') },
  doctor: { summary: 'says what is wrong with the server, and the next step', load: () => import('./doctor.ts') },
  update: { summary: 'says before a restart what a new version does to the data', load: () => import('./update.ts') },
  fleet: { summary: "the lanes' certificate authority, codes, disabling a kiosk", load: () => import('./fleet.ts') },
  enrol: { summary: 'enters a kiosk without TLS, in development', load: () => import('./enrol.ts') },
  keys: { summary: "the server's keys on a token or in a TPM", load: () => import('./keys.ts') },
  database: { summary: "the rights of PostgreSQL's accounts", load: () => import('./database.ts') },
  backup: { summary: 'backup, proof, restore', load: () => import('./backup.ts') },
  ledger: { summary: 'heads, proofs, verification, a mirror', load: () => import('./ledger.ts') },
  witness: { summary: "cosigns other servers' heads", load: () => import('./witness.ts') },
  'officer-keys': { summary: "the draft of the list of officers' keys", load: () => import('./officer-keys.ts') },
  revoke: { summary: "ends an officer's permission to view evidence", load: () => import('./revoke.ts') },
  releases: { summary: 'drafts, signs and publishes releases', load: () => import('./releases.ts') },
  components: { summary: 'known vulnerabilities, and bills of materials', load: () => import('./components.ts') },
  agreements: { summary: 'agreements with partner agencies', load: () => import('./agreements.ts') },
  partner: { summary: "a partner's own program", load: () => import('./partner.ts') },
  'office-keys': {
    summary: "the customs offices' keys for sealed declarations",
    load: () => import('./office-keys.ts'),
  },
  'declare-sealed': { summary: 'seals and sends a declaration', load: () => import('./declare-sealed.ts') },
  'selection-audit': {
    summary: 'the quarterly audit of the selection of declarations',
    load: () => import('./selection-audit.ts'),
  },
  verify: { summary: 'verifies a proof file of the ledger', load: () => import('./verify.ts') },
  'verify-lane': { summary: 'verifies the saved answer of a lane', load: () => import('./verify-lane.ts') },
  'verify-receipt': { summary: "verifies a traveller's receipt", load: () => import('./verify-receipt.ts') },
};
