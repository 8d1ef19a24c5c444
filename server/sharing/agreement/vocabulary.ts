/** The closed words of agreements. Purposes and legal bases are terms of the W3C's Data Privacy Vocabulary 2 (https://w3id.org/dpv). */
import { OUTCOMES, REASON_CODES } from '../../contract/vocabulary.ts';

/** Subclasses of `dpv:Purpose`. */
export const PURPOSE_TERMS = [
  'dpv:ProvideOfficialStatistics',
  'dpv:PublicPolicyMaking',
  'dpv:ScientificResearch',
  'dpv:LegalCompliance',
  'dpv:FraudPreventionAndDetection',
  'dpv:ProtectionOfPublicSecurity',
  'dpv:ProtectionOfNationalSecurity',
] as const;

/** Subclasses of `dpv:LegalBasis`; `instrument` of an agreement names the act and the article. */
export const LEGAL_BASIS_TERMS = [
  'dpv:LegalObligation',
  'dpv:PublicInterest',
  'dpv:OfficialAuthorityOfController',
  'dpv:VitalInterest',
] as const;

/** `crossings`: travellers with a decision. `referral-reasons`: referred travellers by the first of their reasons. */
export const COUNTED_DATASETS = ['crossings', 'referral-reasons'] as const;
export type CountedDataset = (typeof COUNTED_DATASETS)[number];

/** `listed-documents`: decisions on documents, by whether the partner's blind list has the document. Lanes count them. */
export const PROJECTED_DATASETS = [...COUNTED_DATASETS, 'listed-documents'] as const;
export type ProjectedDataset = (typeof PROJECTED_DATASETS)[number];

/** `documents`: a sealed pseudonym for each decision on a document, made in the lane. */
export const SHARED_DATASETS = [...PROJECTED_DATASETS, 'documents'] as const;
export type SharedDataset = (typeof SHARED_DATASETS)[number];

export const SHARED_FIELDS = ['site', 'issuing-state', 'document-type', 'outcome', 'reason'] as const;
export type SharedField = (typeof SHARED_FIELDS)[number];

/** Fields of delivered tables. `comparison`: `found` in the partner's blind list; the other compared documents are not in it. */
export const PROJECTED_FIELDS = [...SHARED_FIELDS, 'comparison'] as const;
export type ProjectedField = (typeof PROJECTED_FIELDS)[number];

export const FIELDS_OF: { readonly [D in CountedDataset]: readonly SharedField[] } = {
  crossings: ['site', 'issuing-state', 'document-type', 'outcome'],
  'referral-reasons': ['site', 'issuing-state', 'reason'],
};

/** As in the reports of lanes and the list of sites. */
const SITE = /^[a-z0-9][a-z0-9-]{0,31}$/;
const ISSUING_STATE = /^[A-Z]{1,3}$/;
const DOCUMENT_CODE = /^[A-Z][A-Z]?$/;

const oneOf = (words: readonly string[]) => (value: string) => words.includes(value);

/** Whether a value can occur in a field. */
export const FITS_FIELD: { readonly [F in SharedField]: (value: string) => boolean } = {
  site: (value) => SITE.test(value),
  'issuing-state': (value) => ISSUING_STATE.test(value),
  'document-type': (value) => DOCUMENT_CODE.test(value),
  outcome: oneOf(OUTCOMES),
  reason: oneOf(REASON_CODES),
};

/** Lengths of the periods whose counts are delivered; weeks begin on Monday, all in UTC. */
export const GRANULARITIES = ['day', 'week', 'month'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** Needed signatures of each side: no single person binds an agency. */
export const SIGNATURES_OF_SIDE = 2;

export const BUDGET_PERIODS = ['month', 'quarter', 'year'] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** Why two people pause or end an agreement. */
export const STOP_REASONS = [
  'receipt-overdue',
  'outside-agreement',
  'key-compromised',
  'law-changed',
  'no-longer-needed',
  'replaced',
] as const;

export type StopReason = (typeof STOP_REASONS)[number];

export const AGREEMENT_STATES = ['draft', 'signed', 'in-force', 'paused', 'ended'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];
