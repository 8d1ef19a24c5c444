import { t } from '../languages/text.ts';
import { MANUAL_TITLES, manualsOf } from './manuals.ts';
import { hashOf } from '../shell/route.ts';
import { session } from '../shell/session.ts';

/** The manuals of the reader's roles, in a window of their own, so that the work stays as it is. */
export function ManualLinks() {
  const { value } = session;
  const roles = value.kind === 'signed-in' ? (value.view.principal?.duties ?? []).map(({ role }) => role) : [];
  const manuals = manualsOf(roles);
  return (
    <nav class="help-manuals" aria-label={t('Manuals')}>
      <h3>{t('Manuals')}</h3>
      <ul>
        {manuals.map((id) => (
          <li key={id}>
            <a href={hashOf('manual', id)} target="_blank" rel="noreferrer">
              {MANUAL_TITLES[id]}
            </a>
          </li>
        ))}
        <li>
          <a href={hashOf('manual')} target="_blank" rel="noreferrer">
            {t('All manuals')}
          </a>
        </li>
      </ul>
    </nav>
  );
}
