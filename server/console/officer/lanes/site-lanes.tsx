import type { Signal } from '@preact/signals';
import type { LaneView } from '../../../records/kiosks/answers.ts';
import { Badge } from '../../design/badge.tsx';
import { plural, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { open, operations, watches } from '../state/referrals.ts';
import { minutes } from '../time-left.ts';
import { lanesView } from './site-plans.ts';
import { LaneCard } from './lane-card.tsx';
import { SitePlan } from './site-plan.tsx';

const WARNING_MS = 600_000;

export interface SiteLanesProps {
  readonly site: string;
  readonly lanes: readonly Signal<LaneView>[];
  /** The lane that Tab comes to. */
  readonly entry: string | null;
  readonly onEnter: (kioskId: string) => void;
  readonly onOpen: (kioskId: string) => void;
}

export function SiteLanes({ site, lanes, entry, onEnter, onOpen }: SiteLanesProps) {
  const waiting = new Map<string, number>();
  for (const { kioskId, state } of open.value) {
    if (state !== 'decided') waiting.set(kioskId, (waiting.get(kioskId) ?? 0) + 1);
  }
  return (
    <>
      <h3 class="site">
        {site} <span class="quiet figures">{plural(lanes.length, '{count} lane', '{count} lanes')}</span>{' '}
        <span class="quiet">{t('figures of the last 15 minutes')}</span> <Watched site={site} />
      </h3>
      {lanesView.value === 'plan' ? (
        <SitePlan {...{ site, lanes, entry, waiting, onEnter, onOpen }} />
      ) : (
        <ul class="lanes">
          {lanes.map((lane) => {
            const { kioskId } = lane.peek();
            return (
              <LaneCard
                key={kioskId}
                lane={lane}
                isEntry={kioskId === entry}
                waiting={waiting.get(kioskId) ?? 0}
                throughput={operations.value?.throughput.find((one) => one.kioskId === kioskId)}
                onEnter={onEnter}
                onOpen={onOpen}
              />
            );
          })}
        </ul>
      )}
    </>
  );
}

/** The people who watch, and the time that is left to each. */
function Watched({ site }: { readonly site: string }) {
  if (operations.value === null) return null;
  const here = watches.value.filter((watch) => watch.site === site && watch.endsAt > now.value);
  if (here.length === 0) return <Badge tone="bad" icon="warning" word={t('Not watched')} />;
  return (
    <>
      {here.map(({ id, person, endsAt }) => {
        const leftMs = endsAt - now.value;
        const word = t('Watched by {person}: {time} left', { person, time: minutes(leftMs) });
        return (
          <Badge
            key={id}
            tone={leftMs < WARNING_MS ? 'caution' : 'good'}
            icon={leftMs < WARNING_MS ? 'wait' : 'tick'}
            word={word}
          />
        );
      })}
    </>
  );
}
