/** Words for the differences of two versions of an agreement, for the console, approvers and the portal of partners. */
import { CLAUSE_TEXTS } from '../sharing/agreement/clauses.ts';
import type { SharingView } from '../sharing/agreement/answers.ts';
import { t, translated } from './languages/text.ts';
import { BUDGET_PERIOD_WORDS, DATASET_WORDS, FIELD_WORDS } from './words-of-agreements.ts';

type DifferenceView = SharingView['agreements'][number]['differences'][number];

const CLAUSE_WORDS = translated(CLAUSE_TEXTS);
const PERIOD_WORDS = translated({ day: 'Day', week: 'Week', month: 'Month' });

/** One line for each difference. */
export function differenceWords({ clause, of, before, after }: DifferenceView): string {
  const name =
    of.length === 0
      ? CLAUSE_WORDS[clause]
      : t('{clause} ({place})', { clause: CLAUSE_WORDS[clause], place: of.map(placeWord).join(', ') });
  const valueOf = (value: string | number) => (typeof value === 'number' ? value : valueWord(clause, value));
  if (before === null && after === null) return t('{clause}: in another order', { clause: name });
  if (before === null) return t('{clause}: {value} is added', { clause: name, value: valueOf(after ?? '') });
  if (after === null) return t('{clause}: {value} is removed', { clause: name, value: valueOf(before) });
  return t('{clause}: {before} → {after}', { clause: name, before: valueOf(before), after: valueOf(after) });
}

const placeWord = (name: string): string => wordIn(DATASET_WORDS, name) ?? wordIn(FIELD_WORDS, name) ?? name;

/** Names of the agreement's own vocabulary in words; all else is the text of the parties. */
function valueWord(clause: DifferenceView['clause'], value: string): string {
  switch (clause) {
    case 'dataset':
      return wordIn(DATASET_WORDS, value) ?? value;
    case 'field':
      return wordIn(FIELD_WORDS, value) ?? value;
    case 'period':
      return wordIn(PERIOD_WORDS, value) ?? value;
    case 'budget-period':
      return wordIn(BUDGET_PERIOD_WORDS, value) ?? value;
    default:
      return value;
  }
}

function wordIn(words: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}
