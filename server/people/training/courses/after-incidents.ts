/** Which alarms lead to which course, as data. An alarm of another kind leads to none. Pure. */
import type { Act, Role } from '../../../platform/access/vocabulary.ts';
import type { AlarmKind } from '../../../platform/base/alarm-kinds.ts';
import type { GrantRefusal } from '../../../contract/evidence-vocabulary.ts';
import type { CourseId } from '../vocabulary.ts';

/** Which records name the people whom an alarm concerns. */
export type Evidence =
  /** The finding that an opening by hand had no cause, and the acts that opened the lane. */
  | { readonly by: 'openings'; readonly act: Act; readonly opened: readonly Act[] }
  /** The finding of a second look, and the acts that decided on the traveller. */
  | { readonly by: 'decisions' }
  /** A viewing that the lane refused, by its grant. */
  | { readonly by: 'viewings'; readonly refusal: GrantRefusal };

export interface AfterIncident {
  readonly alarm: AlarmKind;
  readonly course: CourseId;
  readonly evidence: Evidence;
  /** Where the evidence names no one, people with one of these duties at the lane of the alarm take the course again. */
  readonly roles: readonly Role[];
  /** Days in which they take it. */
  readonly days: number;
}

const AT_LANES = ['officer', 'supervisor'] as const;
const TWO_WEEKS = 14;

/**
 * Only what a second person or a signature has confirmed. A report of a suspicious proposal is not here, so that no report costs the colleagues
 * of the person an exam.
 */
export const AFTER_INCIDENTS: readonly AfterIncident[] = [
  // A second person found no cause: the traveller may have talked the officer into it
  {
    alarm: 'opening-unfounded',
    course: 'social-engineering',
    evidence: { by: 'openings', act: 'opening.confirm', opened: ['lane.open'] },
    roles: AT_LANES,
    days: TWO_WEEKS,
  },
  {
    alarm: 'emergency-unfounded',
    course: 'social-engineering',
    evidence: { by: 'openings', act: 'emergency.confirm', opened: ['lane.open-in-emergency'] },
    roles: AT_LANES,
    days: TWO_WEEKS,
  },
  // A second person saw the pictures and would not have let the traveller go
  { alarm: 'second-look-disagrees', course: 'bias', evidence: { by: 'decisions' }, roles: AT_LANES, days: TWO_WEEKS },
  {
    alarm: 'viewings-too-many',
    course: 'evidence',
    evidence: { by: 'viewings', refusal: 'too-many-viewings' },
    roles: AT_LANES,
    days: TWO_WEEKS,
  },
  {
    alarm: 'viewings-of-traveller-too-many',
    course: 'evidence',
    evidence: { by: 'viewings', refusal: 'too-many-viewings-of-traveller' },
    roles: AT_LANES,
    days: TWO_WEEKS,
  },
  // The lane found the counter of a passkey behind: someone has a copy
  {
    alarm: 'officer-key-cloned',
    course: 'phishing',
    evidence: { by: 'viewings', refusal: 'officer-key-cloned' },
    roles: AT_LANES,
    days: TWO_WEEKS,
  },
];
