/** The closed vocabularies of the server, read from its sources, and those that need no explanation in the help. Names of keys are no states. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const VOCABULARY = /export const ([A-Z_]+) = \[((?:\s|'[a-z0-9-]+'|,|\.\.\.[A-Z_]+|\/\*\*[\s\S]*?\*\/|\/\/.*)+)\]/g;

/** By name: the words of each constant list of words. */
export function vocabulariesIn(folder: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || /^(?:ui|keys)\//.test(file)) continue;
    for (const [, name = '', list = ''] of readFileSync(join(folder, file), 'utf8').matchAll(VOCABULARY)) {
      const words = list.replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, '').matchAll(/'([a-z0-9-]+)'/g);
      found.set(
        name,
        [...words].map(([, word]) => word as string),
      );
    }
  }
  return found;
}

const SENTENCE = 'the screen shows a sentence for each word';
const NAME = 'the screen shows the common name of a thing';
const CHOICE = 'the person chooses among texts that say what they mean';
const INSIDE = 'no screen shows its words';

const REASONS: readonly (readonly [reason: string, names: readonly string[]])[] = [
  [
    SENTENCE,
    [
      'ACCESS_REFUSALS',
      'RESPONSE_KINDS',
      'AT_ONCE_KINDS',
      'RESPONSE_ENDS',
      'RESTRICTION_KINDS',
      'ASSERTION_REFUSALS',
      'GRANT_REFUSALS',
      'EVIDENCE_ERRORS',
      'ORDER_REFUSALS',
      'REASON_CODES',
      'FALSE_MATCH_RATE_BANDS',
      'PASSWORD_FAULTS',
      'REFERRAL_REFUSALS',
      'REFUSAL_GROUNDS',
      'SIGN_IN_METHODS',
      'START_POLICIES',
      'STATED_STARTS',
      'TEST_RESULTS',
      'READINESS_FAULTS',
      'ITEM_RESULTS',
      'RELEASE_FAILURES',
      'RELEASE_TROUBLES',
      'CHARTS',
      'SOURCE_FAULTS',
      'LOOK_UP_RESULTS',
      'HALT_CAUSES',
      'RETURN_REASONS',
      'SOFTWARE_STANDINGS',
      'DELIVERY_RESULTS',
      'COMPONENT_FAULTS',
      'OWN_DIFFERENCES',
      'UNSCORED_CAUSES',
      'NOTICE_CONDITIONS',
    ],
  ],
  [
    NAME,
    [
      'ROLES',
      'ORDER_ROLES',
      'OFFICER_ROLES',
      'RETENTION_AUDIENCES',
      'EVIDENCE_MODALITIES',
      'MODALITIES',
      'DEVICE_KINDS',
      'STEPS',
      'MODEL_ROLES',
      'PERIODS',
      'PUBLISHED_PERIODS',
      'EXPORT_FORMATS',
      'REQUEST_KINDS',
      'REQUEST_PROOFS',
      'RECORDS',
      'THEMES',
      'READINESS_ITEMS',
      'CHANNEL_KINDS',
      'ALERT_LANGUAGES',
      'MESSAGE_KINDS',
      'LAW_IDS',
      'ADDRESSEES',
      'ITEMS',
      'BREACH_ORIGINS',
      'KNOWN_LINES',
      'TRADER_SIZES',
    ],
  ],
  [
    CHOICE,
    [
      'DECLARATION_PURPOSES',
      'CONTROL_ROUTES',
      'MADE_CONTROLS',
      'CONTROL_OUTCOMES',
      'CONTROL_REASONS',
      'VIEWING_PURPOSES',
      'OPENING_CAUSES',
      'SERVICE_REASONS',
      'EMERGENCY_CAUSES',
      'HOLD_REASONS',
      'DEGRADATION_CAUSES',
      'SAFEGUARDING_CODES',
      'LANE_NOTES',
      'FOLLOW_UPS',
      'ORDER_KINDS',
      'PRIVACY_ORDERS',
      'ASSERTED_ORDERS',
      'SITE_ORDERS',
      'MANUAL_OPENINGS',
      'SETUP_ITEMS',
      'STATEABLE_ITEMS',
      'SILENCE_REASONS',
      'FACT_MEANINGS',
      'HARMS',
      'PEOPLE_GROUPS',
      'DATA_KINDS',
      'SENDING_CHANNELS',
      'GROUNDS',
    ],
  ],
  [
    INSIDE,
    [
      'SCOPES',
      'CONDITIONS',
      'CHECKS',
      'DIFFERENCE_CODES',
      'SIGNAL_KINDS',
      'CERTIFICATE_USES',
      'RESOLUTIONS',
      'DOCUMENT_KINDS',
      'DOCUMENT_REFUSALS',
      'FACE_REFERENCE_ROUTES',
      'LANE_PHASES',
      'FIGURES',
      'SPANS',
      'ISSUED_USES',
      'REVOCATION_REASONS',
      'REASON_CATEGORIES',
      'ENROLMENT_PURPOSES',
      'ATTEMPT_STATES',
      'ATTEMPT_KINDS',
      'SERVICE_AFTER',
      'RELEASE_ROLES',
      'RELEASE_RINGS',
      'SIGNED_BY_PEOPLE',
      'WATCHLIST_STATES',
      'COMPARISONS',
      'SEVERITIES',
      'SIGNATURE_ALGORITHMS',
      'DIFFERENCES',
      'MESSAGE_FORMATS',
      'MASTER_LIST_TROUBLES',
      'LIST_VARIANTS',
      'RETURN_REASONS',
      'ITEM_BANDS',
      'EVENT_KINDS',
      'INVARIANT_IDS',
      'STATISTIC_IDS',
      'COUNTERFACTUAL_CODES',
      'NEXT_STEP_CODES',
      'NOTE_CODES',
      'ESCALATIONS',
      'CASE_OUTCOMES',
      'EXCEPTION_REASONS',
      'ENTITY_KINDS',
      'PORTAL_ACTIONS',
      'INSPECTION_OUTCOMES',
      'DIMENSIONS',
      'OBSERVATIONS',
      'OBSERVED_SPANS',
      'OBSERVED_MARKS',
      'INTERVAL_METHODS',
      'SHARED_DATASETS',
      'SHARED_FIELDS',
      'GRANULARITIES',
      'BUDGET_PERIODS',
      'STOP_REASONS',
      'AGREEMENT_STATES',
    ],
  ],
];

/** By name: why the help does not explain it. */
export const WITHOUT_EXPLANATION: Readonly<Record<string, string>> = Object.fromEntries(
  REASONS.flatMap(([reason, names]) => names.map((name) => [name, reason])),
);
