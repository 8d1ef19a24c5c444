import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { EMERGENCY_CAUSES } from '../../contract/order-vocabulary.ts';
import { LANE_STALE_MS } from '../../contract/timing.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { age } from '../design/times.ts';
import { inOrder } from '../lane-place.ts';
import { plural, t } from '../languages/text.ts';
import { read } from '../officer/ask.ts';
import { refreshConditions } from '../shell/conditions.ts';
import { now } from '../shell/live.ts';
import { EMERGENCY_WORDS } from '../words-of-orders.ts';
import { LANE_STATE_WORDS } from '../words.ts';
import { isGiving, orderSite, progress, type LaneProgress, type SiteOrder } from './site-orders.ts';
import './emergency.css';

const READ_MS = 1_000;

/** Opens all lanes of a site in an emergency, or ends it: one press names the site and the cause. The lanes' states are read again each second. */
export function SiteEmergency({ onClose }: { readonly onClose: () => void }) {
  const lanes = useSignal<readonly LaneView[] | null>(null);
  const isAway = useSignal(false);
  useEffect(() => {
    progress.value = new Map();
    let isShown = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async () => {
      const asked = await read<{ serverTime: number; lanes: readonly LaneView[] }>('/v1/lanes');
      if (!isShown) return;
      if (asked.kind === 'answered') lanes.value = inOrder(asked.value.lanes.filter(({ disabled }) => !disabled));
      isAway.value = asked.kind !== 'answered';
      timer = setTimeout(() => void again(), READ_MS);
    };
    void again();
    return () => {
      isShown = false;
      clearTimeout(timer);
      void refreshConditions();
    };
  }, []);
  const sites = [...new Set((lanes.value ?? []).map(({ site }) => site))];
  return (
    <Dialog title={t('Emergency at a whole site')} onClose={onClose}>
      <p>
        {t(
          'Choose the cause. All gates of the site open and stay open until the emergency is ended. You confirm once with your passkey for all lanes of the site. If you have no passkey with you, use the emergency release at the lane.',
        )}
      </p>
      {isAway.value && (
        <Banner tone="bad" icon="cut">
          {t('The server does not answer. Use the emergency release at each lane.')}
        </Banner>
      )}
      {lanes.value === null && !isAway.value && (
        <StatePanel kind="loading" title={t('Reading the lanes of your sites…')} />
      )}
      {sites.map((site) => (
        <Site key={site} site={site} lanes={(lanes.value ?? []).filter((lane) => lane.site === site)} />
      ))}
      <Button label={t('Close')} onPress={onClose} />
    </Dialog>
  );
}

function Site({ site, lanes }: { readonly site: string; readonly lanes: readonly LaneView[] }) {
  const isOpen = (lane: LaneView) => lane.heard?.state === 'emergency';
  const openLanes = lanes.filter(isOpen);
  const closedLanes = lanes.filter((lane) => !isOpen(lane));
  const give = (to: readonly LaneView[], order: SiteOrder) => void orderSite(site, to, order);
  return (
    <section class="emergency-site" aria-label={site}>
      <h3>
        {site}{' '}
        <span class="quiet figures">
          {t('{open} of {all} open in an emergency', { open: openLanes.length, all: lanes.length })}
        </span>
      </h3>
      {closedLanes.length > 0 && (
        <div class="emergency-causes" role="group" aria-label={t('Open all lanes of {site}', { site })}>
          {EMERGENCY_CAUSES.map((cause) => (
            <Button
              key={cause}
              label={plural(closedLanes.length, '{cause}: open {count} lane', '{cause}: open {count} lanes', {
                cause: EMERGENCY_WORDS[cause],
              })}
              weight="grave"
              busy={isGiving.value}
              onPress={() => give(closedLanes, { kind: 'open-in-emergency', cause })}
            />
          ))}
        </div>
      )}
      {openLanes.length > 0 && (
        <Button
          label={plural(openLanes.length, 'End the emergency at {count} lane', 'End the emergency at {count} lanes')}
          busy={isGiving.value}
          onPress={() => give(openLanes, { kind: 'end-emergency' })}
        />
      )}
      <ul class="emergency-lanes">
        {lanes.map((lane) => (
          <li key={lane.kioskId}>
            <strong>{t('Lane {lane}', { lane: lane.lane })}</strong> <Badge {...stateOf(lane)} />{' '}
            <Progress of={progress.value.get(lane.kioskId)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateOf({ heard }: LaneView): BadgeProps {
  if (heard === null) return { tone: 'plain', icon: 'dash', word: t('Not heard yet') };
  const silentMs = now.value - heard.receivedAt;
  const word = LANE_STATE_WORDS[heard.state];
  if (silentMs > LANE_STALE_MS) {
    return {
      tone: 'caution',
      icon: 'wait',
      word: t('Not heard for {time}. Last: {word}', { time: age(silentMs), word }),
    };
  }
  return heard.state === 'emergency' ? { tone: 'bad', icon: 'warning', word } : { tone: 'plain', icon: 'dash', word };
}

function Progress({ of }: { readonly of: LaneProgress | undefined }) {
  return <span role="status">{of !== undefined && <Badge {...progressOf(of)} />}</span>;
}

function progressOf(progress: LaneProgress): BadgeProps {
  switch (progress.kind) {
    case 'waits':
      return { tone: 'plain', icon: 'dash', word: t('Preparing the order') };
    case 'signing':
      return { tone: 'note', icon: 'wait', word: t('Confirm with your passkey') };
    case 'given':
      return { tone: 'note', icon: 'wait', word: t('On its way to the lane') };
    case 'done':
      return { tone: 'good', icon: 'tick', word: t('Done') };
    case 'failed':
      return { tone: 'bad', icon: 'cross', word: progress.words };
  }
}
