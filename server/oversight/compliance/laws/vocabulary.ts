/** The closed vocabulary of duties to notify a breach. Pure: the console imports it. */
export const LAW_IDS = ['eu-gdpr', 'eu-law-enforcement', 'uk-gdpr', 'uk-law-enforcement', 'us-federal'] as const;
export type LawId = (typeof LAW_IDS)[number];

export const ADDRESSEES = ['authority', 'people', 'computer-emergency-team', 'legislature'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/** When a law requires a notification, by the assessment of the risk. */
export const NOTICE_CONDITIONS = ['any-breach', 'risk', 'high-risk', 'major'] as const;
export type Condition = (typeof NOTICE_CONDITIONS)[number];

/** Parts of a notification. */
export const ITEMS = [
  'nature',
  'people-and-records',
  'kinds-of-data',
  'protection-of-data',
  'contact',
  'consequences',
  'measures',
  'advice',
  'reasons-for-delay',
] as const;
export type Item = (typeof ITEMS)[number];

/** Grounds on which a law allows not to notify. */
export const GROUNDS = [
  'risk-unlikely',
  'not-high-risk',
  'not-major',
  'data-unreadable',
  'risk-removed',
  'public-instead',
  'restricted-by-law',
  'low-harm',
] as const;
export type Ground = (typeof GROUNDS)[number];
