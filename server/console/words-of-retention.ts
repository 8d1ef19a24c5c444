/** Words for kept data, its limits and reasons. Complete by type where a vocabulary is closed. */
import type { RetentionAudience, RetentionClass } from '../contract/retention.ts';
import type { HoldReason } from '../lanes/evidence/answers/hold.ts';
import type { PolicyChange } from '../privacy/answers/retention.ts';
import { age, dateAndTime } from './design/times.ts';
import { t, translated } from './languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const CLASS_NAMES: Words<RetentionClass> = translated({
  cleared: 'At the lane now',
  referred: 'Referred',
  resolved: 'Decided',
  'after-doubt': 'Let go after a doubt',
  'legal-hold': 'Legal hold',
  'registered-traveller': 'Registered',
  'inspection-records': 'Counted records',
  'readiness-records': 'Technicians of checks',
});

export const AUDIENCE_WORDS: Words<RetentionAudience> = translated({
  officer: 'Officers',
  supervisor: 'Supervisors',
  'privacy-officer': 'Privacy officers',
  nobody: 'No person',
});

export const HOLD_REASON_WORDS: Words<HoldReason> = translated({
  'court-order': 'Court order',
  'criminal-investigation': 'Criminal investigation',
  complaint: 'Complaint of the traveller',
  'attack-review': 'Review of a suspected attack',
});

/** `1 h`, `90 d`, `nothing`. */
export function limitWords(ms: number): string {
  return ms === 0 ? t('not at all') : age(ms);
}

/** `Officers, Supervisors`. An audience that this version does not know is shown as it is. */
export function audiencesWords(audiences: readonly string[]): string {
  return audiences.map((one) => (AUDIENCE_WORDS as Readonly<Record<string, string>>)[one] ?? one).join(', ');
}

/** The value before, `null` without one, and after a change. */
export function changeParts({ field, before, after }: PolicyChange) {
  const shown = (value: string): string => {
    if (field.endsWith('.limitMs')) return limitWords(Number(value));
    if (field.endsWith('.visibleTo')) return audiencesWords(value.split(', '));
    return field === 'validFrom' ? dateAndTime(Number(value)) : value;
  };
  return { before: before === null ? null : shown(before), after: shown(after) };
}

export function changeWords(change: PolicyChange): string {
  const { before, after } = changeParts(change);
  return before === null ? after : `${before} → ${after}`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = translated({
  validFrom: 'In force from',
  limitMs: 'kept at most',
  purpose: 'purpose',
  legalBasis: 'legal basis',
  visibleTo: 'visible to',
});

/** `referred.limitMs` as `Referred: kept at most`. */
export function fieldWords(field: string): string {
  const [name = '', part] = field.split('.');
  if (part === undefined) return FIELD_WORDS[name] ?? name;
  return `${(CLASS_NAMES as Readonly<Record<string, string>>)[name] ?? name}: ${FIELD_WORDS[part] ?? part}`;
}
