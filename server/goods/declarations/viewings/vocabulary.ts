/** Closed words and limits of viewings. Consoles import this file. */
/** Why an officer reads a declaration. The trader sees it. */
export const DECLARATION_PURPOSES = [
  'document-check',
  'goods-check',
  'duty-assessment',
  'post-clearance-audit',
  'trader-request',
] as const;
export type DeclarationPurpose = (typeof DECLARATION_PURPOSES)[number];

/** Time in which the officer's browser gets the ciphertexts of a viewing. */
export const VIEWING_LIFETIME_MS = 120_000;
/** Viewings of one officer in any 24 hours. */
export const VIEWINGS_A_DAY = 100;
