/** Words for the components of the server and of lanes, and their known faults. */
import type { ComponentsView, FindingView } from '../../lanes/components/answers.ts';
import type { FindingState, OwnDifferenceKind } from '../../lanes/components/vocabulary.ts';
import { plural, t, translated } from '../languages/text.ts';

type Words<Word extends string> = { readonly [One in Word]: string };

export const FINDING_STATE_WORDS: Words<FindingState> = translated({
  open: 'Open',
  excepted: 'Accepted',
  fixed: 'Fixed ## of a fault',
});

export const FAULT_SEVERITY_WORDS: Words<FindingView['severity']> = translated({
  critical: 'Critical',
  high: 'High',
  moderate: 'Moderate',
  low: 'Low ## of a fault',
});

type Refusal = NonNullable<ComponentsView['refused']>['code'];

export const REFUSAL_WORDS: Words<Refusal> = translated({
  absent: 'The file or folder could not be read.',
  malformed: 'It was not an export of OSV for npm or Bitnami, or its date was wrong.',
  'too-large': 'It was larger than this server reads.',
  older: 'It was older than the one in use.',
  damaged: 'The files that the server keeps are damaged. Import an export again.',
});

export const DIFFERENCE_WORDS: Words<OwnDifferenceKind> = translated({
  'file-altered': 'altered',
  'file-missing': 'missing ## a file',
  'file-added': 'not part of the release',
  'list-altered': 'the list of files is not that of the release',
  node: 'another version than that of the release',
  'not-published': 'this release has no signed bill of materials',
});

const DAY_MS = 86_400_000;

/** `3 days left`, `5 days late`; a fixed fault has none. */
export function daysLeftWords({ dueAt, state }: FindingView, nowMs: number): string {
  if (state === 'fixed') return '';
  const days = Math.floor(Math.abs(dueAt - nowMs) / DAY_MS);
  return dueAt >= nowMs
    ? plural(days, '{count} day left', '{count} days left')
    : plural(days, '{count} day late', '{count} days late');
}

/** Where a component runs. */
export function placesWords({ onServer, lanes }: FindingView): string {
  const NAMED = 3;
  const named = [...(onServer ? [t('Server')] : []), ...lanes.slice(0, NAMED)].join(', ');
  const more = lanes.length - NAMED;
  return more > 0 ? t('{places} and {count} more', { places: named, count: more }) : named;
}
