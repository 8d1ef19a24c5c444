/** The difference between two sets of selection rules, in sentences for the people who sign the later one. Pure. */
import {
  conditionDigest,
  type SelectionRule,
  type SelectionSet,
  TRIAL_DAYS,
} from '../../contract/rules/selection-set.ts';

/** In place of ids when the set changes and no rule does. */
export const SET_ALONE = 'set';

export interface SelectionChanges {
  readonly sentences: readonly string[];
  /** Ids of the rules that are new, gone or changed, in order; or `SET_ALONE`. Each person who signs names them. */
  readonly named: readonly string[];
}

/** @param before, after `undefined`: no set is in use */
export function selectionChanges(before: SelectionSet | undefined, after: SelectionSet | undefined): SelectionChanges {
  const [was, is] = [rulesOf(before), rulesOf(after)];
  const ids = [...new Set([...was.keys(), ...is.keys()])].sort();
  const changes = ids.flatMap((id) => {
    const sentence = changeOf(was.get(id), is.get(id));
    return sentence === undefined ? [] : [{ id, sentence: `${id}: ${sentence}` }];
  });
  return {
    sentences: [
      headOf(before, after),
      ...changes.map(({ sentence }) => sentence),
      `${ids.length - changes.length} rules are the same.`,
    ],
    named: changes.length === 0 ? [SET_ALONE] : changes.map(({ id }) => id),
  };
}

function headOf(before: SelectionSet | undefined, after: SelectionSet | undefined): string {
  if (after === undefined) return 'No set is in use: no rule selects declarations.';
  const { jurisdiction, currency, from, until, trialDays = TRIAL_DAYS } = after;
  const about = `The set is for ${jurisdiction}, in ${currency}, from ${from} until ${until}, with ${trialDays} days of trial.`;
  if (before === undefined) return `${about} There is no set before it.`;
  const earlier = before.trialDays ?? TRIAL_DAYS;
  return trialDays < earlier ? `${about} The set before it asks for ${earlier} days.` : about;
}

function rulesOf(set: SelectionSet | undefined): ReadonlyMap<string, SelectionRule> {
  return new Map((set?.rules ?? []).map((rule) => [rule.id, rule]));
}

function changeOf(was: SelectionRule | undefined, is: SelectionRule | undefined): string | undefined {
  if (is === undefined) return was?.state === 'in-force' ? 'is gone. It was in force.' : 'is gone. It was in trial.';
  const control = `It recommends ${is.control}.`;
  const urgent = is.urgency === undefined ? '' : ` It states a reason to skip the trial: ${is.urgency}`;
  if (was === undefined) return `is new, ${stateWords(is)}. ${control}${urgent}`;
  const parts = [
    ...(was.state === is.state ? [] : [`is ${stateWords(is)} instead of ${stateWords(was)}.`]),
    ...(conditionDigest(was) === conditionDigest(is) ? [] : ['has another condition.']),
    ...(was.control === is.control ? [] : [`recommends ${is.control} instead of ${was.control}.`]),
    ...(was.from === is.from && was.until === is.until
      ? []
      : [`is valid from ${is.from} until ${is.until ?? 'it is taken away'}.`]),
    ...(was.urgency === is.urgency || is.urgency === undefined ? [] : [urgent.trim()]),
  ];
  if (parts.length > 0) return parts.join(' ');
  const hasOtherTexts =
    JSON.stringify([was.version, was.text, was.source, was.tests]) !==
    JSON.stringify([is.version, is.text, is.source, is.tests]);
  return hasOtherTexts ? 'has another version, text, source or tests, with the same effect.' : undefined;
}

const stateWords = ({ state }: SelectionRule): string => (state === 'in-force' ? 'in force' : 'in trial');
