import type { ComponentChildren } from 'preact';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { timeOfDay } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { LINK_WORDS, type LinkState } from './link.ts';
import { isRehearsal } from './brand.ts';
import { BrandName } from './brand-name.tsx';
import { RehearsalBanner } from './rehearsal-banner.tsx';
import { heardAt, link, mode, now } from './live.ts';
import { Menu, type MenuProps } from './menu.tsx';
import { route } from './navigation.ts';
import { hashOf } from './route.ts';
import { session } from './session.ts';

const LINK_LOOKS: { readonly [State in LinkState]: Omit<BadgeProps, 'word'> } = {
  connecting: { tone: 'plain', icon: 'wait' },
  live: { tone: 'good', icon: 'link' },
  degraded: { tone: 'caution', icon: 'wait' },
  offline: { tone: 'bad', icon: 'cut' },
};

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
      {(mode.value === 'rehearsal' || isRehearsal.value) && <RehearsalBanner />}
      <div class="header">
        <h1>
          <BrandName />
        </h1>
        <Menu sections={sections} current={current} />
        <div class="header-state">
          {tools}
          <Account sections={sections} />
          {isSignedIn && <Badge {...LINK_LOOKS[link.value.state]} word={LINK_WORDS[link.value.state]} />}
          {isSignedIn && <AsOf asOf={asOf} isLive={isLive} />}
        </div>
      </div>
    </header>
  );
}

/** The age of what the page shows. While each change arrives as it happens, the server's time alone. */
function AsOf({ asOf, isLive }: { readonly asOf: number | null; readonly isLive: boolean }) {
  if (asOf === null) return <span class="quiet">{t('No answer yet')}</span>;
  const time = timeOfDay(asOf, now.value);
  return <span class="figures quiet header-time">{isLive ? time : t('As of {time}', { time })}</span>;
}

function Account({ sections }: Pick<MenuProps, 'sections'>) {
  const { value } = session;
  if (value.kind !== 'signed-in' || value.view.principal === null) return null;
  const { displayName } = value.view.principal;
  const name = <bdi>{displayName}</bdi>;
  if (!sections.some(({ id }) => id === 'account'))
    return (
      <span class="header-person" title={displayName}>
        {name}
      </span>
    );
  return (
    <a
      class="header-person"
      title={displayName}
      href={hashOf('account')}
      {...(route.value.section === 'account' && { 'aria-current': 'page' })}
    >
      {name}
    </a>
  );
}
