/** The closed words of signed documents. Pure: the console imports it. */

/** `processing`: GDPR Art. 30. `assessment`: GDPR Art. 35. */
export const SIGNED_DOCUMENTS = ['processing', 'assessment'] as const;
export type SignedDocument = (typeof SIGNED_DOCUMENTS)[number];

/** `out-of-date`: the processing has changed since. `due`: signed a year ago. */
export const DOCUMENT_STATES = ['never-signed', 'current', 'out-of-date', 'due'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** Whether the supervisory authority is consulted before the processing (GDPR Art. 36). */
export const CONSULTATIONS = ['needed', 'not-needed'] as const;
export type Consultation = (typeof CONSULTATIONS)[number];

/** The usual practice of authorities; GDPR Art. 35(11) names no interval. */
export const SIGN_AGAIN_DAYS = 365;
