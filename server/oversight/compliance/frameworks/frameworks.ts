/**
 * Rules of law about what may be collected, kept and shared, as data. A deployment chooses the frameworks that apply. They hold only what the
 * configuration, a retention policy or an agreement can violate. No lawyer has confirmed them; `reviewed` says so, and the console shows it.
 */
import type { RetentionClass } from '../../../contract/retention.ts';
import type { LEGAL_BASIS_TERMS, PURPOSE_TERMS } from '../../../sharing/agreement/vocabulary.ts';
import type { Citation, LegalReview } from '../laws/citation.ts';
import type { FrameworkId, RuleId, RuleSubject, RuleVerdict } from './vocabulary.ts';
import { DIRECTIVE, GDPR, UK_ACT, UK_GDPR } from '../laws/official-texts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The shortest six months of a calendar have 181 days, the longest 184. */
const SIX_MONTHS_MS = 184 * DAY_MS;

/** A condition on the configuration, a retention policy or an agreement, which `judge.ts` evaluates. */
export type Demand =
  | { readonly kind: 'configuration-names'; readonly what: 'controller' | 'contact' }
  | { readonly kind: 'retention-policy-approved' }
  /** The policy's legal basis refers to a provision of a law. */
  | { readonly kind: 'legal-basis-names-provision'; readonly classes: readonly RetentionClass[] }
  | { readonly kind: 'kept-at-most'; readonly classes: readonly RetentionClass[]; readonly limitMs: number }
  | { readonly kind: 'kept-at-least'; readonly classes: readonly RetentionClass[]; readonly limitMs: number }
  | { readonly kind: 'agreement-basis'; readonly terms: readonly (typeof LEGAL_BASIS_TERMS)[number][] }
  | { readonly kind: 'agreement-purpose'; readonly terms: readonly (typeof PURPOSE_TERMS)[number][] }
  | { readonly kind: 'no-onward-transfer' };

export interface FrameworkRule extends Citation {
  readonly id: RuleId;
  readonly about: RuleSubject;
  readonly demand: Demand;
  /** Verdict on what does not fulfil the demand. */
  readonly otherwise: Extract<RuleVerdict, 'conflict' | 'to-confirm'>;
}

export interface Framework {
  readonly id: FrameworkId;
  /** The law's own short title, in English. */
  readonly title: string;
  readonly reviewed: LegalReview | null;
  readonly rules: readonly FrameworkRule[];
}

/** Days on which the articles with these dates were compared with copies of their texts. */
const COMPARED = '2026-11-29';
const COMPARED_LATER = '2026-11-30';

const AI_ACT = 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj';
const PRIVACY_ACT = 'https://www.govinfo.gov/link/uscode/5/552a';
const CBP = 'https://www.cbp.gov/travel/biometrics/privacy-policy';

/** Classes whose captures identify a person by the face or the fingers. */
const BIOMETRIC = ['cleared', 'referred', 'resolved', 'after-doubt', 'legal-hold', 'registered-traveller'] as const;
/** Classes with the photograph of a traveller after the comparison, unless two people ordered a hold. */
const PHOTOGRAPHS = ['cleared', 'referred', 'resolved', 'after-doubt'] as const;
const BASES_IN_LAW = ['dpv:LegalObligation', 'dpv:PublicInterest', 'dpv:OfficialAuthorityOfController'] as const;

const NAMES_CONTROLLER = {
  id: 'controller-named',
  about: 'collected',
  demand: { kind: 'configuration-names', what: 'controller' },
  otherwise: 'conflict',
} as const;
const NAMES_CONTACT = {
  id: 'contact-named',
  about: 'collected',
  demand: { kind: 'configuration-names', what: 'contact' },
  otherwise: 'conflict',
} as const;
const HAS_TIME_LIMITS = {
  id: 'time-limits-set',
  about: 'kept',
  demand: { kind: 'retention-policy-approved' },
  otherwise: 'conflict',
} as const;
const NAMES_LAW = {
  id: 'law-named',
  about: 'collected',
  demand: { kind: 'legal-basis-names-provision', classes: BIOMETRIC },
  otherwise: 'conflict',
} as const;

const EUROPE: readonly Framework[] = [
  {
    id: 'eu-gdpr',
    title: 'Regulation (EU) 2016/679 (GDPR)',
    reviewed: null,
    rules: [
      { ...NAMES_CONTROLLER, article: 'Art. 13(1)(a)', source: `${GDPR}#art_13`, retrieved: COMPARED },
      { ...NAMES_CONTACT, article: 'Art. 13(1)(b), 37(1)(a)', source: `${GDPR}#art_37`, retrieved: COMPARED_LATER },
      { ...NAMES_LAW, article: 'Art. 9(2)(g)', source: `${GDPR}#art_9`, retrieved: COMPARED },
      { ...HAS_TIME_LIMITS, article: 'Art. 5(1)(e)', source: `${GDPR}#art_5`, retrieved: COMPARED },
      {
        id: 'purpose-covered',
        about: 'shared',
        demand: {
          kind: 'agreement-purpose',
          terms: [
            'dpv:ProvideOfficialStatistics',
            'dpv:PublicPolicyMaking',
            'dpv:ScientificResearch',
            'dpv:LegalCompliance',
            'dpv:FraudPreventionAndDetection',
          ],
        },
        otherwise: 'conflict',
        article: 'Art. 2(2)(a), (d)',
        source: `${GDPR}#art_2`,
        retrieved: COMPARED,
      },
      {
        id: 'onward-transfer',
        about: 'shared',
        demand: { kind: 'no-onward-transfer' },
        otherwise: 'to-confirm',
        article: 'Art. 44',
        source: `${GDPR}#art_44`,
        retrieved: COMPARED,
      },
    ],
  },
  {
    id: 'eu-law-enforcement',
    title: 'Directive (EU) 2016/680 (law enforcement), by the law of the member state',
    reviewed: null,
    rules: [
      { ...NAMES_CONTROLLER, article: 'Art. 13(1)(a)', source: `${DIRECTIVE}#art_13`, retrieved: COMPARED },
      { ...NAMES_CONTACT, article: 'Art. 13(1)(b)', source: `${DIRECTIVE}#art_13`, retrieved: COMPARED },
      { ...NAMES_LAW, article: 'Art. 10(a)', source: `${DIRECTIVE}#art_10`, retrieved: COMPARED_LATER },
      { ...HAS_TIME_LIMITS, article: 'Art. 5', source: `${DIRECTIVE}#art_5`, retrieved: COMPARED_LATER },
      {
        id: 'basis-in-law',
        about: 'shared',
        demand: { kind: 'agreement-basis', terms: BASES_IN_LAW },
        otherwise: 'conflict',
        article: 'Art. 8(1)',
        source: `${DIRECTIVE}#art_8`,
        retrieved: COMPARED_LATER,
      },
      {
        id: 'purpose-of-authority',
        about: 'shared',
        demand: {
          kind: 'agreement-purpose',
          terms: ['dpv:FraudPreventionAndDetection', 'dpv:ProtectionOfPublicSecurity'],
        },
        otherwise: 'to-confirm',
        article: 'Art. 9(1)',
        source: `${DIRECTIVE}#art_9`,
        retrieved: COMPARED_LATER,
      },
      {
        id: 'onward-transfer',
        about: 'shared',
        demand: { kind: 'no-onward-transfer' },
        otherwise: 'to-confirm',
        article: 'Art. 35(1)(e)',
        source: `${DIRECTIVE}#art_35`,
        retrieved: COMPARED_LATER,
      },
    ],
  },
  {
    id: 'eu-ai-act',
    title: 'Regulation (EU) 2024/1689 (AI Act), for deployers of a high-risk system',
    reviewed: null,
    rules: [
      {
        id: 'logs-six-months',
        about: 'kept',
        demand: { kind: 'kept-at-least', classes: ['inspection-records'], limitMs: SIX_MONTHS_MS },
        otherwise: 'conflict',
        article: 'Art. 26(6)',
        source: `${AI_ACT}#art_26`,
        retrieved: COMPARED_LATER,
      },
    ],
  },
];

const BRITAIN: readonly Framework[] = [
  {
    id: 'uk-gdpr',
    title: 'UK GDPR',
    reviewed: null,
    rules: [
      { ...NAMES_CONTROLLER, article: 'Art. 13(1)(a)', source: `${UK_GDPR}/13`, retrieved: COMPARED_LATER },
      { ...NAMES_CONTACT, article: 'Art. 13(1)(b), 37(1)(a)', source: `${UK_GDPR}/37`, retrieved: COMPARED_LATER },
      { ...NAMES_LAW, article: 'Art. 9(2)(g)', source: `${UK_GDPR}/9`, retrieved: null },
      { ...HAS_TIME_LIMITS, article: 'Art. 5(1)(e)', source: `${UK_GDPR}/5`, retrieved: COMPARED_LATER },
    ],
  },
  {
    id: 'uk-law-enforcement',
    title: 'Data Protection Act 2018, Part 3 (law enforcement)',
    reviewed: null,
    rules: [
      { ...NAMES_CONTROLLER, article: 's. 44(1)(a)', source: `${UK_ACT}/44`, retrieved: COMPARED_LATER },
      { ...NAMES_CONTACT, article: 's. 44(1)(b)', source: `${UK_ACT}/44`, retrieved: COMPARED_LATER },
      { ...NAMES_LAW, article: 's. 35(2)', source: `${UK_ACT}/35`, retrieved: COMPARED_LATER },
      { ...HAS_TIME_LIMITS, article: 's. 39(2)', source: `${UK_ACT}/39`, retrieved: COMPARED_LATER },
    ],
  },
];

const UNITED_STATES: readonly Framework[] = [
  {
    id: 'us-federal',
    title: 'Privacy Act, 5 U.S.C. 552a, and the stated practice of CBP',
    reviewed: null,
    rules: [
      { ...NAMES_LAW, article: '5 U.S.C. 552a(e)(3)(A)', source: PRIVACY_ACT, retrieved: COMPARED_LATER },
      {
        id: 'photographs-twelve-hours',
        about: 'kept',
        demand: { kind: 'kept-at-most', classes: PHOTOGRAPHS, limitMs: 12 * HOUR_MS },
        // A statement of an agency, not a statute
        otherwise: 'to-confirm',
        article: 'CBP, Biometrics: privacy policy (photographs of citizens)',
        source: CBP,
        retrieved: COMPARED,
      },
    ],
  },
];

export const FRAMEWORKS: readonly Framework[] = [...EUROPE, ...BRITAIN, ...UNITED_STATES];

/** Throws for an id without a framework, which the vocabulary excludes. */
export function frameworkOf(id: FrameworkId): Framework {
  const found = FRAMEWORKS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no framework ${id}`);
  return found;
}
