/**
 * Duties to notify a breach of personal data, as data. A deployment chooses for each case the laws that apply. No lawyer has confirmed
 * these rules; `reviewed` says so, and the console shows it.
 */
import type { Citation, LegalReview } from './citation.ts';
import type { Addressee, Condition, Ground, Item, LawId } from './vocabulary.ts';
import { DIRECTIVE, GDPR, UK_ACT, UK_GDPR } from './official-texts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface NoticeDuty extends Citation {
  readonly addressee: Addressee;
  readonly condition: Condition;
  /** Time in which to notify; `null`: without undue delay, and no number of hours. */
  readonly withinMs: number | null;
  /** Start of that time: when the controller became aware, or when the breach was first assessed as a major incident. */
  readonly from: 'awareness' | 'major-assessment';
  readonly content: readonly { readonly item: Item; readonly article: string }[];
  /** By which a late notification gives its reasons; `null`: the law names none. */
  readonly delayArticle: string | null;
  /** By which missing parts may follow; `null`: the notification is complete from the start. */
  readonly phasesArticle: string | null;
  readonly grounds: readonly { readonly ground: Ground; readonly article: string }[];
}

export interface BreachLaw {
  readonly id: LawId;
  /** The law's own short title, in English. */
  readonly title: string;
  readonly reviewed: LegalReview | null;
  readonly duties: readonly NoticeDuty[];
}

/** Day on which copies of GDPR Art. 33 and of Directive (EU) 2016/680 Art. 30 were read, and that on which the others were. */
const COMPARED = '2026-11-29';
const COMPARED_LATER = '2026-11-30';

const MEMORANDUM = 'https://obamawhitehouse.archives.gov/sites/default/files/omb/memoranda/2017/m-17-12_0.pdf';
const FISMA = 'https://www.govinfo.gov/link/uscode/44/3554';

type Part = NoticeDuty['content'][number];

/** The four parts that the European and British laws name alike. */
function parts(article: string, letters: readonly [string, string, string, string]): readonly Part[] {
  const [nature, contact, consequences, measures] = letters.map((letter) => `${article}${letter}`);
  return [
    { item: 'nature', article: nature ?? article },
    { item: 'people-and-records', article: nature ?? article },
    { item: 'contact', article: contact ?? article },
    { item: 'consequences', article: consequences ?? article },
    { item: 'measures', article: measures ?? article },
  ];
}

const LETTERS = ['(a)', '(b)', '(c)', '(d)'] as const;
const IN_72_HOURS = { withinMs: 72 * HOUR_MS, from: 'awareness' } as const;
const WITHOUT_DELAY = { withinMs: null, from: 'awareness', delayArticle: null, phasesArticle: null } as const;

const EUROPE: readonly BreachLaw[] = [
  {
    id: 'eu-gdpr',
    title: 'Regulation (EU) 2016/679 (GDPR)',
    reviewed: null,
    duties: [
      {
        addressee: 'authority',
        condition: 'risk',
        ...IN_72_HOURS,
        article: 'Art. 33(1)',
        source: `${GDPR}#art_33`,
        retrieved: COMPARED,
        content: parts('Art. 33(3)', LETTERS),
        delayArticle: 'Art. 33(1)',
        phasesArticle: 'Art. 33(4)',
        grounds: [{ ground: 'risk-unlikely', article: 'Art. 33(1)' }],
      },
      {
        addressee: 'people',
        condition: 'high-risk',
        ...WITHOUT_DELAY,
        article: 'Art. 34(1)',
        source: `${GDPR}#art_34`,
        retrieved: COMPARED_LATER,
        content: [
          { item: 'nature', article: 'Art. 34(2)' },
          { item: 'contact', article: 'Art. 34(2), 33(3)(b)' },
          { item: 'consequences', article: 'Art. 34(2), 33(3)(c)' },
          { item: 'measures', article: 'Art. 34(2), 33(3)(d)' },
        ],
        grounds: [
          { ground: 'not-high-risk', article: 'Art. 34(1)' },
          { ground: 'data-unreadable', article: 'Art. 34(3)(a)' },
          { ground: 'risk-removed', article: 'Art. 34(3)(b)' },
          { ground: 'public-instead', article: 'Art. 34(3)(c)' },
        ],
      },
    ],
  },
  {
    id: 'eu-law-enforcement',
    title: 'Directive (EU) 2016/680 (law enforcement), by the law of the member state',
    reviewed: null,
    duties: [
      {
        addressee: 'authority',
        condition: 'risk',
        ...IN_72_HOURS,
        article: 'Art. 30(1)',
        source: `${DIRECTIVE}#art_30`,
        retrieved: COMPARED,
        content: parts('Art. 30(3)', LETTERS),
        delayArticle: 'Art. 30(1)',
        phasesArticle: 'Art. 30(4)',
        grounds: [{ ground: 'risk-unlikely', article: 'Art. 30(1)' }],
      },
      {
        addressee: 'people',
        condition: 'high-risk',
        ...WITHOUT_DELAY,
        article: 'Art. 31(1)',
        source: `${DIRECTIVE}#art_31`,
        retrieved: COMPARED_LATER,
        content: [
          { item: 'nature', article: 'Art. 31(2)' },
          { item: 'contact', article: 'Art. 31(2), 30(3)(b)' },
          { item: 'consequences', article: 'Art. 31(2), 30(3)(c)' },
          { item: 'measures', article: 'Art. 31(2), 30(3)(d)' },
        ],
        grounds: [
          { ground: 'not-high-risk', article: 'Art. 31(1)' },
          { ground: 'data-unreadable', article: 'Art. 31(3)(a)' },
          { ground: 'risk-removed', article: 'Art. 31(3)(b)' },
          { ground: 'public-instead', article: 'Art. 31(3)(c)' },
          { ground: 'restricted-by-law', article: 'Art. 31(5), 13(3)' },
        ],
      },
    ],
  },
];

const BRITAIN: readonly BreachLaw[] = [
  {
    id: 'uk-gdpr',
    title: 'UK GDPR',
    reviewed: null,
    duties: [
      {
        addressee: 'authority',
        condition: 'risk',
        ...IN_72_HOURS,
        article: 'Art. 33(1)',
        source: `${UK_GDPR}/33`,
        retrieved: COMPARED_LATER,
        content: parts('Art. 33(3)', LETTERS),
        delayArticle: 'Art. 33(1)',
        phasesArticle: 'Art. 33(4)',
        grounds: [{ ground: 'risk-unlikely', article: 'Art. 33(1)' }],
      },
      {
        addressee: 'people',
        condition: 'high-risk',
        ...WITHOUT_DELAY,
        article: 'Art. 34(1)',
        source: `${UK_GDPR}/34`,
        retrieved: COMPARED_LATER,
        content: [
          { item: 'nature', article: 'Art. 34(2)' },
          { item: 'contact', article: 'Art. 34(2), 33(3)(b)' },
          { item: 'consequences', article: 'Art. 34(2), 33(3)(c)' },
          { item: 'measures', article: 'Art. 34(2), 33(3)(d)' },
        ],
        grounds: [
          { ground: 'not-high-risk', article: 'Art. 34(1)' },
          { ground: 'data-unreadable', article: 'Art. 34(3)(a)' },
          { ground: 'risk-removed', article: 'Art. 34(3)(b)' },
          { ground: 'public-instead', article: 'Art. 34(3)(c)' },
        ],
      },
    ],
  },
  {
    id: 'uk-law-enforcement',
    title: 'Data Protection Act 2018, Part 3 (law enforcement)',
    reviewed: null,
    duties: [
      {
        addressee: 'authority',
        condition: 'risk',
        ...IN_72_HOURS,
        article: 's. 67(1)',
        source: `${UK_ACT}/67`,
        retrieved: COMPARED_LATER,
        content: parts('s. 67(4)', LETTERS),
        delayArticle: 's. 67(3)',
        phasesArticle: 's. 67(5)',
        grounds: [{ ground: 'risk-unlikely', article: 's. 67(2)' }],
      },
      {
        addressee: 'people',
        condition: 'high-risk',
        ...WITHOUT_DELAY,
        article: 's. 68(1)',
        source: `${UK_ACT}/68`,
        retrieved: COMPARED_LATER,
        content: [
          { item: 'nature', article: 's. 68(2)(a)' },
          { item: 'contact', article: 's. 68(2)(b)' },
          { item: 'consequences', article: 's. 68(2)(c)' },
          { item: 'measures', article: 's. 68(2)(d)' },
        ],
        grounds: [
          { ground: 'not-high-risk', article: 's. 68(1)' },
          { ground: 'data-unreadable', article: 's. 68(3)(a)' },
          { ground: 'risk-removed', article: 's. 68(3)(b)' },
          { ground: 'public-instead', article: 's. 68(3)(c), (5)' },
          { ground: 'restricted-by-law', article: 's. 68(7)' },
        ],
      },
    ],
  },
];

const UNITED_STATES: readonly BreachLaw[] = [
  {
    id: 'us-federal',
    title: 'OMB Memorandum M-17-12 and 44 U.S.C. 3554 (federal agencies)',
    reviewed: null,
    duties: [
      {
        addressee: 'computer-emergency-team',
        condition: 'any-breach',
        withinMs: HOUR_MS,
        from: 'awareness',
        article: 'M-17-12, reporting to US-CERT (now CISA)',
        source: MEMORANDUM,
        retrieved: null,
        content: [
          { item: 'nature', article: 'M-17-12' },
          { item: 'people-and-records', article: 'M-17-12' },
          { item: 'kinds-of-data', article: 'M-17-12' },
          { item: 'measures', article: 'M-17-12' },
        ],
        delayArticle: null,
        phasesArticle: 'M-17-12',
        grounds: [],
      },
      {
        addressee: 'legislature',
        condition: 'major',
        withinMs: 7 * DAY_MS,
        from: 'major-assessment',
        article: '44 U.S.C. 3554(b)(7)(C)(iii)(III)(aa)',
        source: FISMA,
        retrieved: COMPARED_LATER,
        content: [
          { item: 'nature', article: '44 U.S.C. 3554(c)(1)(A)(i)' },
          { item: 'people-and-records', article: '44 U.S.C. 3554(c)(1)(A)(iii)' },
          { item: 'consequences', article: '44 U.S.C. 3554(c)(1)(A)(i)' },
          { item: 'measures', article: '44 U.S.C. 3554(c)(1)(A)(i)' },
        ],
        delayArticle: null,
        phasesArticle: '44 U.S.C. 3554(b)(7)(C)(iii)(III)(bb)',
        grounds: [{ ground: 'not-major', article: 'M-17-12, definition of a major incident' }],
      },
      {
        addressee: 'people',
        condition: 'risk',
        ...WITHOUT_DELAY,
        article: 'M-17-12, notification of individuals',
        source: MEMORANDUM,
        retrieved: null,
        content: [
          { item: 'nature', article: 'M-17-12, contents of the notification' },
          { item: 'kinds-of-data', article: 'M-17-12, contents of the notification' },
          { item: 'protection-of-data', article: 'M-17-12, contents of the notification' },
          { item: 'advice', article: 'M-17-12, contents of the notification' },
          { item: 'measures', article: 'M-17-12, contents of the notification' },
          { item: 'contact', article: 'M-17-12, contents of the notification' },
        ],
        grounds: [
          { ground: 'low-harm', article: 'M-17-12, assessment of the risk of harm' },
          { ground: 'restricted-by-law', article: 'M-17-12, delay for law enforcement or national security' },
        ],
      },
    ],
  },
];

export const BREACH_LAWS: readonly BreachLaw[] = [...EUROPE, ...BRITAIN, ...UNITED_STATES];

/** Throws for an id without a law, which the vocabulary excludes. */
export function breachLaw(id: LawId): BreachLaw {
  const law = BREACH_LAWS.find((one) => one.id === id);
  if (law === undefined) throw new Error(`there is no law ${id}`);
  return law;
}

export function noticeDuty(law: LawId, addressee: Addressee): NoticeDuty | undefined {
  return breachLaw(law).duties.find((one) => one.addressee === addressee);
}
