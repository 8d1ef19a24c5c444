import type { ComponentType } from 'preact';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { hashOf } from './route.ts';
import type { SectionProps } from './section-props.ts';
import { mayAct } from './session.ts';
import { ViewsNav } from './views-nav.tsx';
import './section-views.css';

export interface SectionView {
  readonly id: string;
  readonly title: string;
  /** The act that a person needs to see it; `null`: none. */
  readonly act: string | null;
  readonly View: ComponentType;
}

export interface SectionViewsProps extends SectionProps {
  readonly section: string;
  readonly title: string;
  readonly views: readonly SectionView[];
  /** Other sections that belong to the same work. */
  readonly elsewhere?: readonly { readonly section: string; readonly title: string; readonly act: string }[];
}

/** A section of several views: the ones its reader may see, and the one that is asked for. */
export function SectionViews({ section, title, views, elsewhere = [], path }: SectionViewsProps) {
  const allowed = views.filter(({ act }) => act === null || mayAct(act));
  const [wanted] = path;
  const current = wanted === undefined ? allowed[0] : allowed.find(({ id }) => id === wanted);
  return (
    <div class="records">
      <ViewsNav
        label={title}
        links={[
          ...allowed.map((view) => ({
            hash: hashOf(section, view.id),
            title: view.title,
            isCurrent: view === current,
          })),
          ...elsewhere
            .filter(({ act }) => mayAct(act))
            .map((other) => ({ hash: hashOf(other.section), title: other.title, isCurrent: false })),
        ]}
      />
      {current === undefined ? <NoView isKnown={views.some(({ id }) => id === wanted)} /> : <current.View />}
    </div>
  );
}

function NoView({ isKnown }: { readonly isKnown: boolean }) {
  return isKnown ? (
    <StatePanel kind="denied" title={t('This is not part of your duty.')}>
      {t('If it should be, ask the administrator who assigns duties.')}
    </StatePanel>
  ) : (
    <StatePanel kind="empty" title={t('There is nothing at this address.')} />
  );
}
