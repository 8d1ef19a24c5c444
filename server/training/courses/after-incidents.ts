/** Which alarms lead to which course, as data. An alarm of another kind leads to none. Pure. */
import type { Role } from '../../access/vocabulary.ts';
import type { AlarmKind } from '../../base/alarm-kinds.ts';
import type { CourseId } from '../vocabulary.ts';

export interface AfterIncident {
  readonly alarm: AlarmKind;
  readonly course: CourseId;
  /** People with one of these duties at the lane of the alarm take the course again. An alarm without a lane concerns every lane. */
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
  { alarm: 'opening-unfounded', course: 'social-engineering', roles: AT_LANES, days: TWO_WEEKS },
  { alarm: 'emergency-unfounded', course: 'social-engineering', roles: AT_LANES, days: TWO_WEEKS },
  // A second person saw the pictures and would not have let the traveller go
  { alarm: 'second-look-disagrees', course: 'bias', roles: AT_LANES, days: TWO_WEEKS },
  { alarm: 'viewings-too-many', course: 'evidence', roles: AT_LANES, days: TWO_WEEKS },
  { alarm: 'viewings-of-traveller-too-many', course: 'evidence', roles: AT_LANES, days: TWO_WEEKS },
  // The lane found the counter of a passkey behind: someone has a copy
  { alarm: 'officer-key-cloned', course: 'phishing', roles: AT_LANES, days: TWO_WEEKS },
];
