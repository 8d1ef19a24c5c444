import type { DutyView } from '../../duties/answers.ts';
import { t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { hashOf } from '../shell/route.ts';
import { ROLE_WORDS } from '../words.ts';

export interface PersonDutiesProps {
  readonly personId: string;
  readonly duties: readonly DutyView[];
}

/** The duties of one person that are not over, each with its sites and its end. */
export function PersonDuties({ personId, duties }: PersonDutiesProps) {
  const at = now.value;
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
            day: new Date(duty.validUntil).toISOString().slice(0, 10),
          })}
          {duty.validFrom > at && ` – ${t('Not begun')}`}
          {duty.validFrom <= at && duty.trainingValidUntil <= at && ` – ${t('Training lapsed')}`}
        </li>
      ))}
    </ul>
  );
}
