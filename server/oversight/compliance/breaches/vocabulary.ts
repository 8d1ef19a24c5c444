/** The closed vocabulary of breaches of personal data. Pure: the console imports it. */
export const BREACH_ORIGINS = ['by-hand', 'alarm', 'finding'] as const;
export type BreachOrigin = (typeof BREACH_ORIGINS)[number];

export const BREACH_STATES = ['open', 'closed'] as const;
export type BreachState = (typeof BREACH_STATES)[number];

/** The meaning of an entry of the ledger for a case. */
export const FACT_MEANINGS = ['discovery', 'cause', 'access', 'extent', 'containment', 'remedy', 'context'] as const;
export type FactMeaning = (typeof FACT_MEANINGS)[number];

export const RISK_LEVELS = ['unlikely', 'risk', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** GDPR Art. 4(12): access or disclosure, alteration, loss or destruction. */
export const HARMS = ['confidentiality', 'integrity', 'availability'] as const;
export type Harm = (typeof HARMS)[number];

export const PEOPLE_GROUPS = ['travellers', 'registered-travellers', 'staff', 'trader-people'] as const;
export type PeopleGroup = (typeof PEOPLE_GROUPS)[number];

export const DATA_KINDS = [
  'results-of-checks',
  'document-facts',
  'captures',
  'templates',
  'declarations',
  'staff-accounts',
  'staff-acts',
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** How a notification left the organisation. The server sends none itself. */
export const SENDING_CHANNELS = [
  'online-form',
  'secure-mail',
  'post',
  'telephone',
  'in-person',
  'public-notice',
] as const;
export type Channel = (typeof SENDING_CHANNELS)[number];

export const BREACH_OUTCOMES = ['handled', 'no-breach'] as const;
export type BreachOutcome = (typeof BREACH_OUTCOMES)[number];

/** The progress of a duty to notify. */
export const DUTY_STATES = ['open', 'sent-in-part', 'sent', 'not-notified'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/** A case is erased this time after it was closed. GDPR Art. 33(5) requires a record and names no time. An open case is kept. */
export const CLOSED_BREACH_DAYS = 1_826;

/** The alarm before a deadline comes a day ahead, or at half of a shorter time. */
export const NEAR_MS = 86_400_000;
