/** The parts of the set-up and their limits. Closed. Pure: consoles import it too. */

/** In the order in which a new server is set up. */
export const SETUP_ITEMS = [
  'second-administrator',
  'sites',
  'roles',
  'retention-policy',
  'decision-policy',
  'notice',
  'record',
  'witnesses',
  'backup',
  'alerts',
] as const;
export type SetupItem = (typeof SETUP_ITEMS)[number];

/** The parts that may be done where the server cannot see it. Only these can be stated by a person. */
export const STATEABLE_ITEMS = ['backup', 'alerts'] as const;
export type StateableItem = (typeof STATEABLE_ITEMS)[number];

/** Why the server cannot see that a part is done. */
export const STATEMENT_REASONS = {
  backup: ['database-backed-up-by-its-host', 'backup-made-on-another-machine'],
  alerts: ['collector-alerts-by-rules', 'log-watched-by-another-system', 'console-watched-day-and-night'],
} as const satisfies { readonly [Item in StateableItem]: readonly string[] };
export type StatementReason = (typeof STATEMENT_REASONS)[StateableItem][number];

/** After this time a statement no longer counts, and an administrator looks again. */
export const STATEMENT_LASTS_MS = 90 * 86_400_000;

/** An administrator's duty that ends within this time is not counted on. */
export const ENDS_SOON_MS = 14 * 86_400_000;

/** A backup that is older no longer counts. */
export const BACKUP_LASTS_MS = 48 * 3_600_000;

/** The metrics are collected every few seconds; after this time without, the collector is away. */
export const COLLECTED_WITHIN_MS = 600_000;

/** Entries that the witnesses have not cosigned for this long. */
export const COSIGNED_WITHIN_MS = 300_000;

/** How many people of each role a server needs. Each site needs its own officers and supervisors. */
export const NEEDED_PEOPLE = [
  { role: 'officer', atEachSite: true, need: 1, why: 'decide-referrals' },
  { role: 'supervisor', atEachSite: true, need: 2, why: 'confirm-each-other' },
  { role: 'privacy-officer', atEachSite: false, need: 2, why: 'approve-each-other' },
  { role: 'auditor', atEachSite: false, need: 1, why: 'read-acts' },
  { role: 'security-officer', atEachSite: false, need: 2, why: 'judge-each-other' },
] as const;
