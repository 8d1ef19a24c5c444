/**
 * The rights of the running server on each table, in addition to reading it. PostgreSQL's grants, SQLite's triggers and the check at the
 * start derive from it. A table without `update` and `delete` only grows.
 */

export interface TableRights {
  readonly insert?: true;
  /** The named columns, or every column. */
  readonly update?: readonly string[] | 'every';
  readonly delete?: true;
}

export type SchemaRights = Readonly<Record<string, TableRights>>;

const ONLY_GROWS: TableRights = { insert: true };
/** Holds the latest value, which the next overwrites. */
const LATEST: TableRights = { insert: true, update: 'every' };
/** Deleted when it ends, and never changed. */
const PASSES: TableRights = { insert: true, delete: true };
const READ: TableRights = {};

function changes(...update: readonly string[]): TableRights {
  return { insert: true, update };
}

export const SERVER_RIGHTS: SchemaRights = {
  schema_versions: READ,
  earlier_tables: READ,

  // Messages of lanes, signed messages, acts
  reports: ONLY_GROWS,
  grants: ONLY_GROWS,
  acts: ONLY_GROWS,
  erasures: ONLY_GROWS,
  viewings: ONLY_GROWS,
  readiness_records: ONLY_GROWS,
  retention_policies: ONLY_GROWS,
  retention_orders: ONLY_GROWS,
  key_successions: ONLY_GROWS,
  ledger_openings: changes('entry_index', 'salt', 'payload'),
  orders: changes('state', 'refusal', 'settled_at', 'report_sequence'),
  feed: { update: ['position', 'fence'] },
  alarms: changes('from_sequence', 'to_sequence', 'last_at', 'count', 'filled_at'),
  lane_status: LATEST,
  lane_keeping: LATEST,
  lane_releases: LATEST,
  lane_targets: { ...LATEST, delete: true },
  shadow_counts: { ...LATEST, delete: true },
  group_counts: { ...LATEST, delete: true },
  lane_quotes: { ...LATEST, delete: true },
  erasure_days: changes('erased'),
  outcome_days: changes('count', 'last_at'),

  figure_counts: { ...changes('count'), delete: true },
  figure_marks: LATEST,
  observed_counts: { ...changes('count'), delete: true },
  observed_marks: LATEST,
  error_rate_reports: ONLY_GROWS,

  // Decisions: made once, ended once
  duties: changes('valid_until', 'training_valid_until'),
  proposals: changes('state', 'settled_by', 'settled_at', 'approval'),
  degradations: changes('ended_at', 'ended_by'),
  legal_holds: changes('released_by', 'released_at', 'release_digest'),
  emergency_openings: changes('finding', 'found_by', 'found_at', 'overdue_at'),
  second_looks: changes('finding', 'found_by', 'found_at', 'overdue_at', 'follow_up', 'followed_by', 'followed_at'),
  retention_signatures: { ...LATEST, delete: true },
  revoked_officers: { ...LATEST, delete: true },
  access_requests: { ...LATEST, delete: true },

  // Officers' work
  referrals: changes('version', 'state', 'standing', 'decided_by', 'decided_at'),
  safeguarding: changes('acknowledged_by', 'acknowledged_at'),
  watches: changes('ended_at'),
  handovers: changes('accepted_by', 'accepted_at', 'withdrawn_at'),
  test_referrals: changes('result', 'opened_at'),

  // Kiosks and their credentials
  kiosks: changes('evidence_url', 'disabled_at'),
  kiosk_codes: changes('used_at', 'used_by', 'withdrawn_at'),
  certificates: { ...changes('revoked_at', 'reason'), delete: true },
  attestation_keys: LATEST,
  approved_software: changes('withdrawn_at'),

  // Readiness checks
  readiness_requests: { ...changes('state', 'wrong_codes', 'approval', 'expires_at'), delete: true },
  readiness_approvals: PASSES,

  // The signed channel
  release_publications: ONLY_GROWS,
  released_targets: ONLY_GROWS,
  roll_outs: changes('step', 'state', 'why', 'step_at', 'changed_at', 'changed_by'),
  release_freezes: changes('ended_at'),
  watchlist_look_ups: changes('result', 'why'),

  // Attempts of the last days
  attempts: { ...changes('state'), delete: true },
  attempt_counts: { ...changes('made'), delete: true },
  blind_query_counts: { ...changes('made'), delete: true },

  // Sites, their lanes, and the set-up
  sites: { ...changes('name', 'time_zone', 'place', 'named_by', 'version', 'changed_at'), delete: true },
  site_lanes: { ...changes('name', 'x_cm', 'y_cm', 'named_by', 'version', 'changed_at'), delete: true },
  setup_statements: { ...LATEST, delete: true },
  backups: ONLY_GROWS,

  // Components: findings are made again from the export
  component_findings: { ...LATEST, delete: true },
  component_checks: LATEST,
  component_exceptions: changes('ended_at'),

  // Alerts: a change of a channel or a route makes a new row
  alert_channels: changes('secrets', 'previous_until', 'removed_at'),
  alert_routes: changes('channel', 'removed_at'),
  alert_silences: changes('ended_by', 'ended_at', 'released_at'),
  alert_messages: {
    ...changes('channel', 'state', 'ended_at', 'attempts', 'next_at', 'last_at', 'last_result', 'last_status'),
    delete: true,
  },
  alert_raised: PASSES,
  alert_marks: changes('position'),

  // Detection
  detection_state: LATEST,
  detection_hours: { ...changes('count'), delete: true },
  detection_cases: {
    ...changes(
      'latest_at',
      'state',
      'escalated_to',
      'escalated_by',
      'escalated_at',
      'outcome',
      'closed_by',
      'closed_at',
    ),
    delete: true,
  },
  detection_findings: { ...changes('overdue_at', 'disposition', 'reason', 'judged_by', 'judged_at'), delete: true },
  detection_notes: PASSES,
  detection_exceptions: { ...changes('ended_at'), delete: true },
  detection_responses: {
    ...changes(
      'first_by',
      'first_at',
      'confirmed_by',
      'confirmed_at',
      'effect_at',
      'until_at',
      'ended_at',
      'ended_by',
      'ended_because',
      'reversed_at',
      'alarmed_at',
    ),
    delete: true,
  },
  restrictions: { ...changes('ended_at'), delete: true },
  response_policies: ONLY_GROWS,
  shipping_state: LATEST,

  // Breaches of personal data
  breach_cases: {
    ...changes(
      'laws',
      'assessment',
      'assessed_by',
      'assessed_at',
      'major_at',
      'state',
      'outcome',
      'closed_by',
      'closed_at',
    ),
    delete: true,
  },
  breach_facts: PASSES,
  breach_notices: {
    ...changes('signed_by', 'signed_at', 'recorded_by', 'sent_at', 'channel', 'reference'),
    delete: true,
  },
  breach_decisions: PASSES,
  breach_alarms: PASSES,
  corrective_actions: {
    ...changes('due_day', 'extension', 'outcome', 'evidence', 'ended_by', 'ended_at'),
    delete: true,
  },

  // Training
  training_policies: ONLY_GROWS,
  training_months: ONLY_GROWS,
  training_refreshers: PASSES,
  training_drills: { ...changes('ended_at', 'counts'), delete: true },
  training_drill_parts: { ...changes('answer'), delete: true },
  training_exams: { ...changes('outcome', 'concluded_at', 'valid_until'), delete: true },

  // Traders' declarations
  trader_keys: changes('ended_at'),
  declarations: { ...changes('erased_at'), delete: true },
  sealed_declarations: PASSES,
  declaration_viewings: ONLY_GROWS,
  declaration_holds: { ...changes('released_by', 'released_at'), delete: true },
  declaration_controls: {
    ...changes('made', 'outcome', 'reason', 'decided_by', 'confirmed_by', 'decided_at'),
    delete: true,
  },
  declaration_draws: changes('opened_key', 'opened_at'),
  selection_sets: ONLY_GROWS,
  selected_declarations: PASSES,
  declaration_references: { ...LATEST, delete: true },
  declaration_passages: PASSES,
  trader_people: changes('enrolled_at', 'ended_at'),
  trader_passkeys: { ...changes('counter', 'used_at', 'regressed_at'), delete: true },
  trader_own_keys: changes('used_at', 'ended_at'),
  trader_key_uses: PASSES,
  trader_portal_uses: PASSES,
  trader_mandates: { ...changes('accepted_by', 'accepted_at', 'ended_by', 'ended_at', 'keep_until'), delete: true },
  trader_drafts: { ...changes('version', 'key_id', 'label', 'content', 'saved_at', 'ends_at'), delete: true },
  trader_sessions: { ...changes('seen_at'), delete: true },

  // Sharing with partner agencies
  sharing_parties: changes('ended_at'),
  sharing_agreements: changes('signatures', 'signed_at', 'paused_at', 'ended_at', 'stop_reason'),
  sharing_deliveries: changes('answer', 'signature', 'answered_at', 'overdue_at'),
  sharing_sealed: PASSES,
  sharing_pseudonyms: PASSES,
  sharing_list_counts: ONLY_GROWS,
  sharing_deletions: changes('overdue_at'),
  sharing_audits: changes('answers', 'report', 'concluded_by', 'conclusion_approved_by', 'concluded_at'),
  signed_documents: ONLY_GROWS,
  sharing_findings: changes('outcome', 'evidence', 'closed_by', 'closure_approved_by', 'closed_at'),
  sharing_budget: ONLY_GROWS,
  sharing_commitments: ONLY_GROWS,
  sharing_seeds: ONLY_GROWS,
  sharing_list_files: { ...changes('piece_at', 'published_at', 'erased_at', 'erased_because'), delete: true },
  sharing_list_publications: { ...changes('outcome'), delete: true },
  sharing_list_withdrawals: changes('lifted_at'),
  sharing_calls: PASSES,
  sharing_portal_calls: PASSES,
  sharing_people: changes('enrolled_at', 'ended_at'),
  sharing_passkeys: { ...changes('counter', 'used_at', 'regressed_at'), delete: true },
  sharing_sessions: { ...changes('seen_at'), delete: true },

  // People and their credentials
  people: changes('disabled_at'),
  passkeys: { ...changes('counter', 'used_at', 'regressed_at', 'name'), delete: true },
  passwords: { ...LATEST, delete: true },
  code_generators: { ...LATEST, delete: true },
  sessions: { ...changes('token_digest', 'seen_at', 'stepped_up_at', 'code'), delete: true },
  enrolment_codes: PASSES,
  recoveries: PASSES,
  used_ceremonies: PASSES,
  sign_in_paces: { ...LATEST, delete: true },
  signals: changes('count', 'last_at'),
};

/** For the ledger's file or schema. */
export const LEDGER_RIGHTS: SchemaRights = {
  schema_versions: READ,
  entries: ONLY_GROWS,
  tiles: changes('width', 'hashes'),
  heads: LATEST,
};

/** The columns that must not be updated. */
export function fixedColumns({ update = [] }: TableRights, columns: readonly string[]): string[] {
  return update === 'every' ? [] : columns.filter((column) => !update.includes(column));
}
