import type { DutyView } from '../../people/people/answers/session.ts';
import { Badge } from '../design/badge.tsx';
import { timeOfDay } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { DUTY_STATE_WORDS, ROLE_WORDS } from '../words.ts';

/** The duties of the signed-in person, each with its end. */
export function OwnDuties({ duties }: { readonly duties: readonly DutyView[] }) {
  return (
    <section class="panel account-part" aria-labelledby="duties-title">
      <h2 id="duties-title">{t('Duties')}</h2>
      {duties.length === 0 && <p class="empty">{t('None yet. Two administrators assign duties.')}</p>}
      <ul class="account-list">
        {duties.map((duty, index) => (
          <li key={index}>
            <div class="account-entry">
              <p class="account-name">
                {ROLE_WORDS[duty.role]}
                {duty.validUntil <= now.value && <Badge tone="plain" icon="dash" word={DUTY_STATE_WORDS.over} />}
                {duty.trainingValidUntil <= now.value && (
                  <Badge tone="caution" icon="warning" word={DUTY_STATE_WORDS['training-lapsed']} />
                )}
              </p>
              <p class="quiet">
                {t('{sites}, {lanes}. Until {end}, training valid until {trainingEnd}.', {
                  sites: duty.sites === 'all' ? t('All sites') : t('Sites: {sites}', { sites: duty.sites.join(', ') }),
                  lanes: duty.lanes === 'all' ? t('all lanes') : t('lanes: {lanes}', { lanes: duty.lanes.join(', ') }),
                  end: timeOfDay(duty.validUntil, now.value),
                  trainingEnd: timeOfDay(duty.trainingValidUntil, now.value),
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
