/** Which invariants Sigma 2.1 expresses over the events of `ecs.ts`, and why it does not express the others. Pure data. */
import type { InvariantId } from '../rules/rule-ids.ts';

/** Why a rule has no form in Sigma. */
export const SIGMA_OBSTACLES = {
  learns: 'compares with a past that the server has learned',
  absence: 'needs that an earlier event is missing',
  memory: 'compares fields of different events, or their order beyond a sequence',
  travellers: 'uses events about travellers, which do not leave the server',
} as const;
export type SigmaObstacle = keyof typeof SIGMA_OBSTACLES;

/** Fields of `ecs.ts` with a modifier of Sigma, and their values. All of them hold together. */
export type Selection = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface Correlation {
  readonly type: 'event_count' | 'value_count' | 'value_sum' | 'temporal_ordered';
  readonly groupBy: readonly string[];
  readonly timespan: string;
  readonly atLeast?: number;
  /** The field whose values are counted or added. */
  readonly field?: string;
}

/** One rule of Sigma. Without a correlation each event of the selection is a match; a sequence has one selection for each step. */
export interface SigmaForm {
  readonly steps: readonly Selection[];
  readonly correlation?: Correlation;
}

const ACTION = 'event.action';
const REASON = 'event.reason';
const PERSON = 'user.id';
const SUBJECT = 'postern.subject';
const COUNT = 'postern.count';
const SERVER = 'observer.name';

const each = (...steps: readonly Selection[]): readonly SigmaForm[] => steps.map((one) => ({ steps: [one] }));
const alarms = (...reasons: readonly string[]): readonly SigmaForm[] => each({ [ACTION]: 'alarm', [REASON]: reasons });
const often = (selection: Selection, correlation: Correlation): readonly SigmaForm[] => [
  { steps: [selection], correlation },
];
/** Repetitions that one event stands for are counted too. */
const sum = (atLeast: number, timespan: string, groupBy: string): Correlation => ({
  type: 'value_sum',
  groupBy: [groupBy],
  timespan,
  atLeast,
  field: COUNT,
});
const different = (field: string, atLeast: number, timespan: string, groupBy: string): Correlation => ({
  type: 'value_count',
  groupBy: [groupBy],
  timespan,
  atLeast,
  field,
});

const APPROVALS = [
  'proposal-approved',
  'duty-approved',
  'recovery-approved',
  'degradation-approved',
  'export-approved',
];

/** Each alternative is a rule of its own. Complete by type. */
export const SIGMA_FORMS: { readonly [Id in InvariantId]: readonly SigmaForm[] | SigmaObstacle } = {
  // Lanes and travellers
  'forked-sequence': alarms('chain-fork'),
  'copied-lane-key': alarms(
    'chain-broken',
    'report-replayed',
    'bad-signature',
    'stale-or-replayed-status',
    'certificate-of-other-kiosk',
    'unrecorded-certificate',
    'enrolment-code-reused',
  ),
  'foreign-lane-software': alarms(
    'lane-quote-refused',
    'lane-start-unknown',
    'lane-releases-differ',
    'readiness-unapproved',
  ),
  'document-at-two-sites': 'travellers',
  'comparisons-exhausted': 'travellers',
  'attempts-overrun': alarms('attempts-overrun'),
  'blind-queries-misused': alarms('blind-queries-too-many', 'blind-answer-unproven'),
  'retention-overdue': alarms('retention-overdue', 'erasure-unconfirmed'),
  // Sign-in
  'sign-ins-guessed': often({ [ACTION]: 'sign-in-failed', [`${PERSON}|exists`]: true }, sum(10, '10m', PERSON)),
  'console-failures': often(
    { [ACTION]: 'sign-in-failed', 'postern.console|exists': true },
    sum(12, '1d', 'postern.console'),
  ),
  'alternating-consoles': 'memory',
  'viewed-at-other-console': 'memory',
  'person-at-two-sites': often(
    {
      [ACTION]: ['signed-in', 'referral-taken', 'opened-for-traveller', 'opened-for-cause'],
      [`${PERSON}|exists`]: true,
      'postern.site|exists': true,
    },
    different('postern.site', 2, '20m', PERSON),
  ),
  'copied-passkey': each({
    [ACTION]: ['signal', 'alarm'],
    [REASON]: ['passkey-counter-regressed', 'officer-key-cloned'],
  }),
  'replayed-proof': often(
    { [ACTION]: 'signal', [REASON]: ['code-replayed', 'challenge-replayed'] },
    sum(3, '10m', PERSON),
  ),
  'enrolment-codes-guessed': often(
    { [ACTION]: ['signal', 'alarm'], [`${REASON}|re`]: '^(enrolment-code-refused$|kiosk-code-)' },
    sum(5, '1h', SERVER),
  ),
  'acts-refused-often': often({ [ACTION]: 'act-refused', [`${PERSON}|exists`]: true }, sum(6, '1h', PERSON)),
  'session-never-began': 'absence',
  // Referrals, evidence and gates
  'opened-without-referral': 'absence',
  'opened-for-cause-often': [
    ...alarms('openings-too-many'),
    ...(['10m', '1d'] as const).map(
      (timespan): SigmaForm => ({
        steps: [{ [ACTION]: 'opened-for-cause', [`${PERSON}|exists`]: true }],
        correlation: { type: 'event_count', groupBy: [PERSON], timespan, atLeast: timespan === '10m' ? 4 : 12 },
      }),
    ),
  ],
  'opening-unconfirmed': alarms('opening-unconfirmed', 'emergency-unconfirmed'),
  'opening-unfounded': [
    ...alarms('opening-unfounded', 'emergency-unfounded'),
    ...each({ [ACTION]: 'opening-reviewed', [REASON]: 'unfounded', [`${SUBJECT}|exists`]: true }),
  ],
  'decided-alone-against-failure': 'absence',
  'second-look-disagrees': each({ [ACTION]: 'second-look-disagreed', [`${SUBJECT}|exists`]: true }),
  'viewings-too-many': alarms('viewings-too-many', 'viewings-of-traveller-too-many'),
  'erased-without-request': 'absence',
  'erased-after-own-release': [
    {
      steps: [
        { [ACTION]: 'hold-released', [`${PERSON}|exists`]: true, [`${SUBJECT}|exists`]: true },
        { [ACTION]: 'captures-erased', [`${PERSON}|exists`]: true, [`${SUBJECT}|exists`]: true },
      ],
      correlation: { type: 'temporal_ordered', groupBy: [PERSON, SUBJECT], timespan: '30d' },
    },
  ],
  'erased-on-own-request': 'memory',
  'lane-disabled': each({ [ACTION]: 'lane-disabled' }),
  'lane-disabled-under-hold': 'absence',
  'degraded-and-decided': 'memory',
  // People
  'acted-after-disabled': 'absence',
  'invited-and-signed-in': 'memory',
  'recovered-by-helper': 'memory',
  'recovery-by-invited': 'memory',
  'duty-holder-invited': each({ [ACTION]: 'person-invited', [REASON]: 'has-duties', [`${PERSON}|exists`]: true }),
  'duty-for-oneself': [SUBJECT, REASON].flatMap((field) =>
    each({
      [ACTION]: ['duty-proposed', 'duty-approved', 'person-enabled', 'recovery-proposed'],
      [`${PERSON}|fieldref`]: field,
    }),
  ),
  'brief-duty': 'memory',
  'many-people-disabled': often(
    { [ACTION]: 'person-disabled', [`${PERSON}|exists`]: true, [`${SUBJECT}|exists`]: true },
    different(SUBJECT, 3, '1h', PERSON),
  ),
  'first-code-used-late': 'memory',
  'approved-for-oneself': each({ [ACTION]: APPROVALS, [`${PERSON}|fieldref`]: SUBJECT }),
  'approved-unread': each({
    [ACTION]: APPROVALS,
    'postern.seconds_since_proposal|lt': 10,
    [`${PERSON}|exists`]: true,
  }),
  'approved-in-turns': 'memory',
  // Keys, partners and traders
  'key-used-by-issuer': 'memory',
  'key-on-many-networks': often(
    {
      [ACTION]: 'key-used',
      [`${PERSON}|exists`]: true,
      [`${SUBJECT}|exists`]: true,
      'postern.console|exists': true,
    },
    different('postern.console', 4, '1d', SUBJECT),
  ),
  'revoked-key-used': [
    {
      steps: [
        { [ACTION]: ['key-revoked', 'trader-key-ended'], [`${SUBJECT}|exists`]: true },
        { [ACTION]: 'key-used', [`${SUBJECT}|exists`]: true, [`${PERSON}|exists`]: true },
      ],
      correlation: { type: 'temporal_ordered', groupBy: [SUBJECT], timespan: '3650d' },
    },
  ],
  'partner-refused-often': often({ [ACTION]: 'partner-refused', [`${PERSON}|exists`]: true }, sum(3, '1h', PERSON)),
  'outside-agreement': each({ [ACTION]: 'partner-outside-agreement', [`${PERSON}|exists`]: true }),
  'export-receipt-missing': each({ [ACTION]: 'export-receipt-missing', [`${PERSON}|exists`]: true }),
  'records-exported-often': often(
    { [ACTION]: 'record-exported', [`${PERSON}|exists`]: true },
    different('@timestamp', 4, '1d', PERSON),
  ),
  'lists-searched-often': often({ [ACTION]: 'watchlist-looked-up', [`${PERSON}|exists`]: true }, sum(20, '1h', PERSON)),
  'copied-trader-passkey': each({ [ACTION]: 'trader-passkey-regressed', [`${PERSON}|exists`]: true }),
  'trader-keys-made-often': often(
    { [ACTION]: 'trader-key-made', [`${PERSON}|exists`]: true, [`${SUBJECT}|exists`]: true },
    different(SUBJECT, 6, '1d', PERSON),
  ),
  'trader-sign-ins-refused': often(
    { [ACTION]: 'signal', [REASON]: 'trader-sign-in-refused', [`${PERSON}|exists`]: true },
    sum(10, '1h', PERSON),
  ),
  'trader-mandates-given-often': often(
    { [ACTION]: 'trader-mandate-given', [`${PERSON}|exists`]: true, [`${SUBJECT}|exists`]: true },
    different(SUBJECT, 5, '1d', PERSON),
  ),
  'ended-trader-person-acts': 'memory',
  'key-on-new-network': 'learns',
  'trader-arranged-from-new-network': 'memory',
  'trader-passkey-used-elsewhere': 'memory',
  'partner-answer-forged': each({
    [ACTION]: 'partner-refused',
    [REASON]: ['signature-invalid', 'other-delivery'],
    [`${PERSON}|exists`]: true,
  }),
  // Releases and operation
  'released-in-freeze': 'memory',
  'held-release-resumed-alone': 'memory',
  'freeze-lifted-and-resumed': [
    {
      steps: [
        { [ACTION]: 'release-freeze-ended', [`${PERSON}|exists`]: true },
        { [ACTION]: 'roll-out-resumed', [`${PERSON}|exists`]: true },
      ],
      correlation: { type: 'temporal_ordered', groupBy: [PERSON], timespan: '1d' },
    },
  ],
  'releases-returned-often': often(
    { [ACTION]: 'roll-out-returned', [`${PERSON}|exists`]: true, [`${SUBJECT}|exists`]: true },
    different(SUBJECT, 3, '1d', PERSON),
  ),
  'exception-ended-early': each({ [ACTION]: ['exception-ended', 'detection-exception-ended'], [REASON]: 'early' }),
  'feed-silent': 'absence',
  'database-behind-log': [
    ...each({ [ACTION]: 'database-restored' }),
    ...alarms('tables-differ', 'unrecorded-grant', 'unrecorded-order', 'witness-ahead', 'session-forged'),
  ],
  'server-key-misused': alarms(
    'grant-forged',
    'grant-unasserted',
    'order-forged',
    'order-unasserted',
    'grant-of-unentitled',
    'order-of-unentitled',
  ),
  'server-files-differ': alarms('components-differ'),
  'alerts-silenced-over-incident': 'memory',
  'alerts-rerouted': [
    ...each({ [ACTION]: 'alert-routing-changed', [REASON]: 'removed' }),
    ...alarms('alert-routing-changed'),
  ],
  'control-without-selection': each({
    [ACTION]: ['control-conformed', 'control-differed', 'control-waived'],
    [REASON]: 'not-selected',
    [`${PERSON}|exists`]: true,
  }),
  'own-alert-dismissed': each({
    [ACTION]: ['detection-disposed', 'detection-exception-made'],
    [`${PERSON}|fieldref`]: SUBJECT,
  }),
};
