import type { DutyView } from '../../people/duties/answers.ts';
import { dayOf } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import { DUTY_STATE_WORDS, ROLE_WORDS } from '../words.ts';

export interface PersonDutiesProps {
  readonly personId: string;
  readonly duties: readonly DutyView[];
  /** The moment at which a duty or training last began or ended; since then nothing here has changed. */
  readonly at: number;
}

/** The duties of one person that are not over, each with its sites and its end. */
export function PersonDuties({ personId, duties, at }: PersonDutiesProps) {
  const theirs = duties.filter((duty) => duty.personId === personId && duty.validUntil > at);
  if (theirs.length === 0) {
    return (
      <p class="quiet">
        {t('No duty.')} <a href={hashOf('decisions')}>{t('Propose one under Decisions')}</a>
      </p>
    );
  }
  return (
    <ul class="person-duties" aria-label={t('Duties of {person}', { person: personId })}>
      {theirs.map((duty) => (
        <li key={duty.id}>
          {t('{role}, {sites}, until {day}', {
            role: ROLE_WORDS[duty.role],
            sites: duty.sites === 'all' ? t('all sites') : duty.sites.join(', '),
            day: dayOf(duty.validUntil),
          })}
          {duty.validFrom > at && ` – ${DUTY_STATE_WORDS['not-begun']}`}
          {duty.validFrom <= at && duty.trainingValidUntil <= at && ` – ${DUTY_STATE_WORDS['training-lapsed']}`}
        </li>
      ))}
    </ul>
  );
}
