import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { session } from '../shell/session.ts';
import { isManualId, MANUAL_TITLES, type ManualId, MANUALS, manualsOf } from './manuals.ts';
import { ManualPage } from './manual-page.tsx';
import '../design/panel.css';
import './manual.css';

/** The manuals: the list of all, or one of them, at a heading if the address names one. */
export function Section({ path }: SectionProps) {
  const [id, place] = path;
  if (id === undefined) return <ManualList />;
  if (isManualId(id)) return <ManualPage key={id} id={id} place={place} />;
  return (
    <StatePanel kind="empty" title={t('There is no such manual.')} action={<ToAll />}>
      {t('The link may be from an older version.')}
    </StatePanel>
  );
}

function ToAll() {
  return <a href={hashOf('manual')}>{t('All manuals')}</a>;
}

function ManualList() {
  const { value } = session;
  const roles = value.kind === 'signed-in' ? (value.view.principal?.duties ?? []).map(({ role }) => role) : [];
  const own = manualsOf(roles);
  const others = (Object.keys(MANUALS) as ManualId[]).filter((id) => !own.includes(id));
  return (
    <div class="manual">
      {own.length > 0 && <Manuals title={t('Your manuals')} ids={own} />}
      <Manuals title={own.length > 0 ? t('Other manuals') : t('Manuals')} ids={others} />
    </div>
  );
}

function Manuals({ title, ids }: { readonly title: string; readonly ids: readonly ManualId[] }) {
  return (
    <section class="panel manual-list">
      <h2>{title}</h2>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            <a href={hashOf('manual', id)}>{MANUAL_TITLES[id]}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
