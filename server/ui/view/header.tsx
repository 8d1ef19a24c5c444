import { Badge, type BadgeProps } from '../design/badge.tsx';
import { alarms, heardAt, link, mode, now } from '../state/console.ts';
import type { LinkState } from '../state/link.ts';
import { Banner } from '../design/banner.tsx';
import { timeOfDay } from './times.ts';

const LINK_LOOKS: { readonly [State in LinkState]: BadgeProps } = {
  connecting: { tone: 'plain', icon: 'wait', word: 'Connecting' },
  live: { tone: 'good', icon: 'link', word: 'Live' },
  degraded: { tone: 'caution', icon: 'wait', word: 'Degraded' },
  offline: { tone: 'bad', icon: 'cut', word: 'Offline' },
};

export function Header() {
  const isLive = link.value.state === 'live';
  const open = alarms.value?.filter((alarm) => alarm.filledAt === null).length ?? 0;
  const asOf = isLive ? now.value : heardAt.value;
  return (
    <header>
      {mode.value === 'development' && (
        <Banner tone="note" icon="warning">
          <strong>Development.</strong> Devices may be simulated, nobody signs in, and the server answers on this
          machine only. Not for travellers.
        </Banner>
      )}
      <div class="header">
        <h1>
          Postern <span class="quiet">Officers’ console</span>
        </h1>
        <p class="header-state">
          {open > 0 && (
            <a href="#alarms-title">
              {open} open {open === 1 ? 'alarm' : 'alarms'}
            </a>
          )}
          <Badge {...LINK_LOOKS[link.value.state]} />
          <span class="figures quiet">
            {asOf === null ? 'Nothing heard yet' : `As of ${timeOfDay(asOf, now.value)}`}
          </span>
        </p>
      </div>
    </header>
  );
}
