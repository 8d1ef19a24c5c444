import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DropPanel } from '../design/drop-panel.tsx';
import { t } from '../languages/text.ts';
import { menuOf } from './choose-section.ts';
import { hashOf } from './route.ts';
import type { SectionEntry } from './section-entry.ts';
import { mayAct, session } from './session.ts';
import './menu.css';

export interface MenuProps {
  readonly sections: readonly SectionEntry[];
  /** The section that is shown. */
  readonly current: string | undefined;
}

/**
 * The sections that the person may open, in one row. Sections for which the row has no space, by language, text size and window, stand in a
 * panel behind one button.
 */
export function Menu({ sections, current }: MenuProps) {
  const entries = session.value.kind === 'signed-in' ? menuOf(sections, mayAct) : [];
  const list = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(entries.length);
  const names = entries.map(({ title }) => title).join('\n');
  useLayoutEffect(() => {
    const row = list.current;
    if (row === null) return undefined;
    const measure = () => setShown(inFirstLine(row));
    const observer = new ResizeObserver(measure);
    observer.observe(row);
    for (const item of row.children) observer.observe(item);
    return () => observer.disconnect();
  }, [names]);
  if (entries.length === 0) return null;
  const rest = entries.slice(shown);
  const currentRest = rest.find(({ id }) => id === current);
  return (
    <nav class="menu" aria-label={t('Sections')}>
      <ul ref={list} class="menu-row">
        {entries.map((entry, index) => (
          // Without visibility a link is neither read out nor reached by keys
          <li key={entry.id} {...(index >= shown && { class: 'menu-left-out' })}>
            <MenuLink entry={entry} current={current} />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <DropPanel
          label={
            currentRest === undefined ? t('More sections') : t('More sections: {title}', { title: currentRest.title })
          }
          text={t('More ## sections')}
          isCurrent={currentRest !== undefined}
        >
          <ul class="menu-rest">
            {rest.map((entry) => (
              <li key={entry.id}>
                <MenuLink entry={entry} current={current} />
              </li>
            ))}
          </ul>
        </DropPanel>
      )}
    </nav>
  );
}

function MenuLink({ entry: { id, title }, current }: { readonly entry: SectionEntry } & Pick<MenuProps, 'current'>) {
  return (
    <a href={hashOf(id)} {...(id === current && { 'aria-current': 'page' })}>
      {title}
    </a>
  );
}

/** The number of items before the first that has wrapped; 0 when the first is wider than the row. */
function inFirstLine(row: HTMLElement): number {
  const items = [...row.children].filter((one) => one instanceof HTMLElement);
  const [first] = items;
  if (first === undefined || first.offsetWidth > row.clientWidth) return 0;
  const top = first.offsetTop;
  const wrapped = items.findIndex(({ offsetTop }) => offsetTop !== top);
  return wrapped === -1 ? items.length : wrapped;
}
