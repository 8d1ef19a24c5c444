/**
 * How the ledger proves each table of the server. It lists every table of `SERVER_RIGHTS` once; a test compares the two lists.
 */

import type { ReportedPart } from '../entry/entry.ts';

/** Each write enters a `row` entry, which commits to the row without the `leftOut` columns. */
export interface RecordedTable {
  readonly proof: 'row';
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** Columns that change too often to be entered each time and that give no one a right. */
  readonly leftOut?: readonly string[];
  /** Rows end with their sessions or codes, and backups omit them, so a missing row is not a difference. */
  readonly mayBeMissing?: true;
  /** Its rows give people, lanes, traders or partners a right, so they are compared completely every half minute. */
  readonly givesRights?: true;
  /** The part that the report of a year shows; absent: nothing. No such table names a traveller. */
  readonly reported?: Exclude<ReportedPart, 'nothing'>;
}

/** Another entry type commits to the row's content; its reconciler compares them. */
export interface ComparedTable {
  readonly proof: 'entry';
}

/** Not proved, with the reason. */
export interface UnprovedTable {
  readonly proof: 'none';
  readonly because: string;
}

export type TableProof = RecordedTable | ComparedTable | UnprovedTable;

const row = (key: string | readonly string[], also: Omit<RecordedTable, 'proof' | 'key'> = {}): RecordedTable => ({
  proof: 'row',
  key: typeof key === 'string' ? [key] : key,
  ...also,
});
const ROWS = { reported: 'rows' } as const;
const NUMBER = { reported: 'number' } as const;
const RIGHTS = { givesRights: true } as const;
const ENTRY: ComparedTable = { proof: 'entry' };
const none = (because: string): UnprovedTable => ({ proof: 'none', because });

const RECORDED = {
  // Decisions
  duties: row('id', RIGHTS),
  proposals: row('id'),
  degradations: row('id'),
  legal_holds: row('id'),
  retention_policies: row('number', NUMBER),
  retention_signatures: row(['number', 'person']),
  retention_orders: row('order_digest'),
  emergency_openings: row('order_digest'),
  key_successions: row('number'),
  revoked_officers: row('officer', RIGHTS),
  access_requests: row('id', NUMBER),
  // Published reports
  error_rate_reports: row('period'),
  // Signed messages
  grants: row('digest'),
  orders: row('digest'),
  readiness_approvals: row('digest'),
  // The signed channel
  release_publications: row(['role', 'version']),
  released_targets: row(['kind', 'name', 'version']),
  roll_outs: row(['kind', 'name', 'version']),
  release_freezes: row('id'),
  watchlist_look_ups: row('id'),
  // Officers' work
  referrals: row('id', NUMBER),
  safeguarding: row(['referral_id', 'code']),
  watches: row('id'),
  handovers: row('id'),
  test_referrals: row('referral_id'),
  second_looks: row('referral_id'),
  // Kiosks and their credentials
  kiosks: row('id', RIGHTS),
  kiosk_codes: row('digest', { mayBeMissing: true, ...RIGHTS }),
  certificates: row('serial', RIGHTS),
  attestation_keys: row('kiosk_id', RIGHTS),
  approved_software: row('id'),
  component_exceptions: row('id'),
  // Sites, their lanes, and the set-up
  sites: row('id'),
  site_lanes: row(['site', 'number']),
  setup_statements: row('item'),
  backups: row('file'),
  // Alerts
  alert_channels: row('number'),
  alert_routes: row('number'),
  alert_silences: row('id'),
  alert_messages: row('position', { leftOut: ['attempts', 'next_at', 'last_at', 'last_result', 'last_status'] }),
  alert_marks: row('name'),
  // Detection
  detection_cases: row('id'),
  detection_findings: row('id'),
  detection_notes: row('id'),
  detection_exceptions: row('id'),
  detection_responses: row('id'),
  restrictions: row('id', RIGHTS),
  response_policies: row('id'),
  // Breaches of personal data
  breach_cases: row('id', ROWS),
  breach_facts: row('id'),
  breach_notices: row('id', ROWS),
  breach_decisions: row('id', ROWS),
  breach_alarms: row('id'),
  corrective_actions: row('id', ROWS),
  // Training
  training_exams: row('id', NUMBER),
  training_policies: row('id'),
  training_refreshers: row('id', NUMBER),
  training_drills: row('id', ROWS),
  training_months: row('month', ROWS),
  // Traders' declarations
  trader_keys: row('digest', RIGHTS),
  declarations: row('id'),
  sealed_declarations: row('id'),
  declaration_viewings: row('id'),
  declaration_holds: row('id'),
  declaration_controls: row('id'),
  declaration_draws: row('day'),
  selection_sets: row('publication'),
  selected_declarations: row('id'),
  trader_people: row('id', RIGHTS),
  trader_passkeys: row('id', { leftOut: ['counter', 'used_at'], ...RIGHTS }),
  trader_own_keys: row('digest', { leftOut: ['used_at'], ...RIGHTS }),
  trader_key_uses: row('id'),
  trader_portal_uses: row('id'),
  trader_mandates: row('id', RIGHTS),
  trader_drafts: row('id'),
  trader_sessions: row('id', { leftOut: ['seen_at'], mayBeMissing: true, ...RIGHTS }),
  // Sharing with partner agencies
  sharing_parties: row('digest', RIGHTS),
  sharing_agreements: row(['id', 'version'], { ...ROWS, ...RIGHTS }),
  sharing_deliveries: row('id', ROWS),
  sharing_sealed: row('digest'),
  sharing_deletions: row('delivery'),
  sharing_list_counts: row(['agreement', 'month', 'kiosk_id']),
  sharing_audits: row('id', ROWS),
  sharing_findings: row('id', ROWS),
  signed_documents: row(['document', 'version']),
  sharing_budget: row(['agreement', 'dataset', 'period'], ROWS),
  sharing_commitments: row(['agreement', 'budget_period'], ROWS),
  sharing_seeds: row(['agreement', 'budget_period']),
  sharing_list_files: row('id', { leftOut: ['piece_at'] }),
  sharing_list_publications: row('id'),
  sharing_list_withdrawals: row('id'),
  sharing_calls: row('id'),
  sharing_portal_calls: row('id'),
  sharing_people: row('id', RIGHTS),
  sharing_passkeys: row('id', { leftOut: ['counter', 'used_at'], ...RIGHTS }),
  sharing_sessions: row('id', { leftOut: ['seen_at'], mayBeMissing: true, ...RIGHTS }),
  // People and their credentials
  people: row('id', RIGHTS),
  passkeys: row('id', { leftOut: ['counter', 'used_at'], ...RIGHTS }),
  passwords: row('person_id', RIGHTS),
  code_generators: row('person_id', { leftOut: ['last_step'], ...RIGHTS }),
  sessions: row('id', { leftOut: ['seen_at'], mayBeMissing: true, ...RIGHTS }),
  enrolment_codes: row('digest', { mayBeMissing: true, ...RIGHTS }),
  recoveries: row('id', { mayBeMissing: true, ...RIGHTS }),
} as const satisfies Readonly<Record<string, RecordedTable>>;

export type RecordedTableName = keyof typeof RECORDED;

export const RECORDED_TABLES: Readonly<Record<RecordedTableName, RecordedTable>> = RECORDED;

export const TABLE_PROOFS: Readonly<Record<string, TableProof>> = {
  ...RECORDED,
  reports: ENTRY,
  viewings: ENTRY,
  erasures: ENTRY,
  readiness_records: ENTRY,
  acts: ENTRY,
  alarms: ENTRY,
  ledger_openings: ENTRY,
  schema_versions: none('the checksums of the program prove it at each start'),
  earlier_tables: none('names of tables, written by the migration; without effect from the first start on'),
  feed: none('a counter; a report under a wrong position is a difference of reports'),
  lane_status: none('the latest status of a lane, overwritten by the next'),
  lane_quotes: none('the latest quote of a lane, overwritten by the next'),
  lane_keeping: none('the latest status of a lane, overwritten by the next'),
  lane_releases: none('the latest message of a lane, overwritten by the next'),
  lane_targets: none('the latest message of a lane, overwritten by the next'),
  shadow_counts: none(
    'the latest signed counts of a lane, overwritten by the next; the steps that they open are proved',
  ),
  group_counts: none('the latest signed counts of a lane, overwritten by the next; the published report is proved'),
  erasure_days: none('sums of erasures'),
  outcome_days: none('sums of reports'),
  figure_counts: none('sums of reports, referrals and statuses'),
  figure_marks: none('up to where figures are counted'),
  observed_counts: none('sums of reports and decisions'),
  observed_marks: none('up to where error rates are counted'),
  readiness_requests: none('requests of the last minutes; the approval is recorded'),
  attempts: none('attempts of the last days, each signed by its lane'),
  attempt_counts: none('numbers of attempts of the last days'),
  sharing_pseudonyms: none('sealed by lanes; an entry would tell when each came, and the delivery is proved'),
  training_drill_parts: none('whom a drill asks, and sealed answers; an entry would tell when a person answered'),
  blind_query_counts: none('numbers of queries of the last day'),
  component_findings: none('derived from bills, the statuses of lanes and an export'),
  component_checks: none('the latest check of components, overwritten by the next'),
  alert_raised: none('which ends of alarms a route still has to send; the alarms are proved'),
  shipping_state: none('a position in the ledger, from which findings are sent; receivers drop repetitions'),
  detection_hours: none('made again by reading the ledger from its start'),
  detection_state: none('made again by reading the ledger from its start'),
  declaration_passages: none(
    'declarations that passed a lane; a removed one lets a code be used again within its hours',
  ),
  declaration_references: none('keyed fingerprints; a removed one lets a reference be used again'),
  used_ceremonies: none('challenges of the last minutes'),
  sign_in_paces: none('counters of the last hours'),
  signals: none('counts of anomalies for people to review'),
};

export function isRecordedTable(name: string): name is RecordedTableName {
  return Object.hasOwn(RECORDED, name);
}

/** The tables whose rows give a right. */
export const RIGHTS_TABLES: readonly RecordedTableName[] = (Object.keys(RECORDED_TABLES) as RecordedTableName[]).filter(
  (name) => RECORDED_TABLES[name].givesRights === true,
);
