import type { ComponentChildren } from 'preact';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { timeOfDay } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { menuOf } from './choose-section.ts';
import { LINK_WORDS, type LinkState } from './link.ts';
import { heardAt, link, mode, now } from './live.ts';
import { route } from './navigation.ts';
import { hashOf } from './route.ts';
import type { SectionEntry } from './section-entry.ts';
import { mayAct, session } from './session.ts';

const LINK_LOOKS: { readonly [State in LinkState]: Omit<BadgeProps, 'word'> } = {
  connecting: { tone: 'plain', icon: 'wait' },
  live: { tone: 'good', icon: 'link' },
  degraded: { tone: 'caution', icon: 'wait' },
  offline: { tone: 'bad', icon: 'cut' },
};

interface MenuProps {
  readonly sections: readonly SectionEntry[];
  /** The section that is shown. */
  readonly current: string | undefined;
}

/** The menu, the person who is signed in, the age of what the page shows, and the way to an emergency. */
export function Header({ sections, current, tools }: MenuProps & { readonly tools: ComponentChildren }) {
  // Before sign-in, nothing is shown that could be old.
  const isSignedIn = session.value.kind === 'signed-in';
  const isLive = link.value.state === 'live';
  const asOf = isLive ? now.value : heardAt.value;
  return (
    <header>
      {mode.value === 'development' && (
        <Banner tone="note" icon="warning">
          {rich(
            '<b>Development.</b> Devices can be simulated, people are invented, and the server answers on this machine only. Do not use it for travellers.',
            { b: (inside) => <strong>{inside}</strong> },
          )}
        </Banner>
      )}
      <div class="header">
        <h1>Postern</h1>
        <Menu sections={sections} current={current} />
        <div class="header-state">
          {tools}
          <Account sections={sections} />
          {isSignedIn && <Badge {...LINK_LOOKS[link.value.state]} word={LINK_WORDS[link.value.state]} />}
          {isSignedIn && (
            <span class="figures quiet">
              {asOf === null ? t('No answer yet') : t('As of {time}', { time: timeOfDay(asOf, now.value) })}
            </span>
          )}
        </div>
      </div>
    </header>
  );
}

function Menu({ sections, current }: MenuProps) {
  const entries = menuOf(sections, mayAct);
  if (entries.length === 0) return null;
  return (
    <nav class="menu" aria-label={t('Sections')}>
      <ul>
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a href={hashOf(id)} {...(id === current && { 'aria-current': 'page' })}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Account({ sections }: Pick<MenuProps, 'sections'>) {
  const { value } = session;
  if (value.kind !== 'signed-in' || value.view.principal === null) return null;
  const name = <bdi>{value.view.principal.displayName}</bdi>;
  if (!sections.some(({ id }) => id === 'account')) return <span>{name}</span>;
  return (
    <a href={hashOf('account')} {...(route.value.section === 'account' && { 'aria-current': 'page' })}>
      {name}
    </a>
  );
}
