import type { DutyView } from '../../people/answers/session.ts';
import { Badge } from '../design/badge.tsx';
import { timeOfDay } from '../design/times.ts';
import { now } from '../shell/live.ts';
import { ROLE_WORDS } from '../words.ts';

/** The duties of the signed-in person, each with its end. */
export function OwnDuties({ duties }: { readonly duties: readonly DutyView[] }) {
  return (
    <section class="panel account-part" aria-labelledby="duties-title">
      <h2 id="duties-title">Duties</h2>
      {duties.length === 0 && <p class="empty">None yet. Two administrators assign duties.</p>}
      <ul class="account-list">
        {duties.map((duty, index) => (
          <li key={index}>
            <div class="account-entry">
              <p class="account-name">
                {ROLE_WORDS[duty.role]}
                {duty.validUntil <= now.value && <Badge tone="plain" icon="dash" word="Over" />}
                {duty.trainingValidUntil <= now.value && <Badge tone="caution" icon="warning" word="Training lapsed" />}
              </p>
              <p class="quiet">
                {duty.sites === 'all' ? 'All sites' : `Sites: ${duty.sites.join(', ')}`},{' '}
                {duty.lanes === 'all' ? 'all lanes' : `lanes: ${duty.lanes.join(', ')}`}. Until{' '}
                {timeOfDay(duty.validUntil, now.value)}, training valid until{' '}
                {timeOfDay(duty.trainingValidUntil, now.value)}.
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
