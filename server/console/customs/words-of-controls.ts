/** Words for controls of declarations. Complete by type. */
import type {
  ControlAudit,
  ControlQueue,
  DeclaredControl,
  SelectionEffects,
} from '../../goods/declarations/controls/answers.ts';
import type {
  ControlOutcome,
  ControlReason,
  ControlRoute,
  KnownLines,
  MadeControl,
  SelectionRefusal,
  TraderSize,
  UnscoredCause,
} from '../../goods/declarations/selection/vocabulary.ts';
import { t, translated } from '../languages/text.ts';
import { refusalWords } from './words.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };
type Risk = NonNullable<DeclaredControl['risk']>;

export const ROUTE_WORDS: Words<ControlRoute> = translated({
  documents: 'Documents ## a control of goods',
  scan: 'Scan ## a control of goods',
  physical: 'Physical inspection',
});

export const MADE_WORDS: Words<MadeControl> = translated({
  none: 'No control ## of goods',
  documents: 'Documents ## a control of goods',
  scan: 'Scan ## a control of goods',
  physical: 'Physical inspection',
});

export const BAND_WORDS: Words<Risk['band']> = translated({
  high: 'High risk',
  raised: 'Raised risk',
  low: 'Low risk',
});

type Audited = NonNullable<ControlAudit['audit']>;

export const STANDING_WORDS: Words<Audited['rules'][number]['standing']> = translated({
  better: 'Finds more than a draw',
  undecided: 'Not decided',
  'no-better': 'Finds less than a draw',
});

export const TRADER_SIZE_WORDS: Words<TraderSize> = translated({
  '1': '1 declaration',
  '2-19': '2 to 19 declarations',
  '20-or-more': '20 declarations or more',
});

export const KNOWN_LINES_WORDS: Words<KnownLines> = translated({
  none: 'No line is known',
  some: 'Some lines are known',
  all: 'All lines are known',
});

export const SELECTION_STATE_WORDS: Words<SelectionEffects['rules'][number]['state']> = translated({
  trial: 'In trial ## a rule',
  'in-force': 'In force ## a rule',
});

/** Why a published set is not used. */
export const SELECTION_REFUSAL_WORDS: Words<SelectionRefusal> = translated({
  unsigned: 'Too few people have signed it.',
  altered: 'A file of the releases on the server is missing or is not the one that was published.',
  expired: 'Its last day, or that of its signatures, is over.',
  stale: 'An older publication was put back.',
  'too-large': 'The file is too large.',
  malformed: 'The file is no set of rules.',
  'tests-failed': 'A test of a rule fails, or a rule uses an unknown fact.',
  jurisdiction: 'It is for another jurisdiction.',
  'not-tried': 'A rule is in force without enough days in trial and without a reason for urgency.',
});

/** Properties of the goods that raised the score. */
export const RISK_REASON_WORDS: Words<Risk['reasons'][number]> = translated({
  'same-line': 'the same goods line in earlier declarations',
  heading: 'the heading of the tariff',
  origin: 'the origin',
  route: 'the country of departure or the route',
  duty: 'the tariff rate or its basis',
  combination: 'these goods with this route and rate',
  mass: 'the net mass',
});

export const UNSCORED_WORDS: Words<UnscoredCause> = translated({
  'no-model': 'No score: the server has no risk model.',
  'model-failed': 'No score: the risk model failed.',
  'no-goods': 'No score: no item has a heading of the tariff.',
  'sealed-by-trader':
    'No score: the trader sealed it before sending. No rule has judged the content, and the readable part is the trader’s own statement.',
});

export const OUTCOME_WORDS: Words<ControlOutcome> = translated({
  conforming: 'Goods as declared',
  error: 'An error, no fraud',
  fraud: 'Suspicion of fraud',
  waived: 'The rest is waived',
});

export const RESULT_REASON_WORDS: Words<ControlReason> = translated({
  'as-declared': 'Nothing differs',
  'value-differs': 'The value differs',
  'code-differs': 'The commodity code differs',
  'origin-differs': 'The origin differs',
  'quantity-differs': 'The quantity or mass differs',
  'goods-undeclared': 'Goods are not declared',
  'goods-prohibited': 'Goods are prohibited or restricted',
  'document-missing': 'A document is missing or false',
  'perishable-goods': 'The goods perish',
  'live-animals': 'Live animals',
  'scanner-down': 'The scanner does not work',
  'controlled-elsewhere': 'Another authority controlled the goods',
  'too-many-waiting': 'Too many declarations wait',
});

/** The reasons of a score in one sentence; `undefined` without one. */
export function riskWords({ risk, unscored }: Pick<ControlQueue['controls'][number], 'risk' | 'unscored'>) {
  if (unscored !== null) return UNSCORED_WORDS[unscored];
  if (risk === null) return undefined;
  const reasons = risk.reasons.map((reason) => RISK_REASON_WORDS[reason]).join('; ');
  return reasons === ''
    ? BAND_WORDS[risk.band]
    : t('{band}. It is raised most by: {reasons}.', { band: BAND_WORDS[risk.band], reasons });
}

const REFUSALS: Readonly<Record<string, string>> = translated({
  'two-people-required':
    'This is less than recommended. Choose “The rest is waived” with a reason; a second officer must agree.',
  'control-decided': 'Another officer has already done this. Load the page again.',
  'invalid-message': 'Choose a control below the recommended one to waive the rest, or another outcome.',
  'another-person-required': 'Another officer must agree, not the one who recorded it.',
});

export const controlRefusalWords = (code: string): string => REFUSALS[code] ?? refusalWords(code);
