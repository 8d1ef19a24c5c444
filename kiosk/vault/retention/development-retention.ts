import type { RetentionPolicy } from '../../../server/contract/retention.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LEGAL_BASIS = 'Development lane with invented travellers: no legal basis applies.';

/** The policy when no signed policy is configured. Production requires a signed one. */
export const DEVELOPMENT_RETENTION: RetentionPolicy = {
  version: 1,
  number: 1,
  validFrom: 0,
  classes: {
    cleared: {
      purpose: 'To compare the traveller with the document while they are in the lane.',
      legalBasis: LEGAL_BASIS,
      limitMs: 0,
      visibleTo: ['nobody'],
    },
    referred: {
      purpose: 'To let an officer see why the lane could not decide.',
      legalBasis: LEGAL_BASIS,
      limitMs: HOUR_MS,
      visibleTo: ['officer', 'supervisor'],
    },
    resolved: {
      purpose: 'To let the officer who decided review the evidence.',
      legalBasis: LEGAL_BASIS,
      limitMs: 0,
      visibleTo: ['officer'],
    },
    'after-doubt': {
      purpose: 'To let a second person review the decision to clear a doubted traveller.',
      legalBasis: LEGAL_BASIS,
      limitMs: 4 * HOUR_MS,
      visibleTo: ['officer', 'supervisor'],
    },
    'legal-hold': {
      purpose: 'To keep evidence by order of two people.',
      legalBasis: LEGAL_BASIS,
      limitMs: 30 * DAY_MS,
      visibleTo: ['supervisor', 'privacy-officer'],
    },
    'registered-traveller': {
      purpose: 'To recognise travellers who registered.',
      legalBasis: LEGAL_BASIS,
      limitMs: 90 * DAY_MS,
      visibleTo: ['nobody'],
    },
    'inspection-records': {
      purpose: 'To measure how documents are read at this lane.',
      legalBasis: LEGAL_BASIS,
      limitMs: 30 * DAY_MS,
      visibleTo: ['officer', 'supervisor', 'privacy-officer'],
    },
    'readiness-records': {
      purpose: 'To know who made a readiness check of this lane.',
      legalBasis: LEGAL_BASIS,
      limitMs: 90 * DAY_MS,
      visibleTo: ['nobody'],
    },
  },
};
