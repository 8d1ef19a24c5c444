/** The kinds of dates, with the act that a person needs to see each. Pure: the console imports it too. */
import type { Act } from '../../platform/access/vocabulary.ts';

export const CALENDAR_KINDS = [
  /** A traveller waits for an answer (GDPR Art. 12(3)). */
  'request-answer',
  /** A legal hold ends, and the lane erases what it kept. */
  'hold-end',
  /** An approved retention policy comes into force. */
  'policy-start',
  /** The retention policy is read again. */
  'policy-review',
  /** The record of processing is made and signed again (GDPR Art. 30). */
  'record-review',
  /** The facts of the impact assessment are made and signed again (GDPR Art. 35(11)). */
  'assessment-review',
  /** The recorded training behind a duty, or a course that it needs, ends: the duty can then not be exercised. */
  'training-end',
  'duty-end',
  /** Lanes accept the announced next key of the server from this time. */
  'server-key-start',
  /** The server's signing key is succeeded by another. */
  'server-key-rotation',
  /** The law's time for a notice of a breach ends. */
  'breach-notice',
  /** The last day of a penalty or a corrective action. */
  'corrective-action',
  /** The last day of an agreement with a partner agency: deliveries end. */
  'agreement-end',
  /** A partner agency must be audited by this day. */
  'partner-audit',
  /** A partner agency must have corrected a finding of an audit. */
  'partner-finding',
  /** Documents of the certification pack must be read again. */
  'document-reading',
  /** Rules of law must be compared with the text of the law again. */
  'law-reading',
] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

export const SEEN_BY: { readonly [Kind in CalendarKind]: Act } = {
  'request-answer': 'access-requests.see',
  'hold-end': 'holds.see',
  'policy-start': 'retention.see',
  'policy-review': 'retention.see',
  'record-review': 'processing.see',
  'assessment-review': 'processing.see',
  'training-end': 'duties.see',
  'duty-end': 'duties.see',
  'server-key-start': 'server-key.propose',
  'server-key-rotation': 'server-key.propose',
  'breach-notice': 'breaches.see',
  'corrective-action': 'corrective-actions.see',
  'agreement-end': 'exports.see',
  'partner-audit': 'exports.see',
  'partner-finding': 'exports.see',
  'document-reading': 'certification.see',
  'law-reading': 'frameworks.see',
};

const DAY_MS = 86_400_000;

/** The calendar lists this time ahead, and everything that is overdue. */
export const CALENDAR_MS = 366 * DAY_MS;

/**
 * Times after which work is due again. The GDPR names no interval: Art. 24(1) and 35(11) require reviews "where necessary". A year is the usual
 * practice of authorities. A signing key of a server is commonly used for one to two years (NIST SP 800-57 part 1, table 1).
 */
export const AGAIN_AFTER_MS = {
  'policy-review': 365 * DAY_MS,
  'record-review': 365 * DAY_MS,
  'assessment-review': 365 * DAY_MS,
  'server-key-rotation': 365 * DAY_MS,
  'law-reading': 365 * DAY_MS,
} as const satisfies Partial<Record<CalendarKind, number>>;
