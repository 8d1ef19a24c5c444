import type { Signal } from '@preact/signals';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { PERIODS, type Period, PUBLISHED_PERIODS } from '../../border/figures/spans.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { inOrder, placeWords } from '../lane-place.ts';
import { t } from '../languages/text.ts';
import { PERIOD_WORDS } from './words.ts';

export interface Chosen {
  readonly period: Period;
  readonly site: string;
  readonly kiosk: string;
}

interface ChoicesProps {
  readonly chosen: Signal<Chosen>;
  readonly lanes: readonly LaneView[];
  /** A reader of one site at a time: whole days, no lanes. */
  readonly isPublished: boolean;
}

const ALL = 'all';

/** The choice of period, site and lane. */
export function Choices({ chosen, lanes, isPublished }: ChoicesProps) {
  const { period, site, kiosk } = chosen.value;
  const choose = (change: Partial<Chosen>) => {
    chosen.value = { ...chosen.value, ...change };
  };
  const sites = [...new Set(lanes.map((lane) => lane.site))].sort();
  const lanesThere = inOrder(lanes.filter((lane) => site === '' || lane.site === site));
  const everySite = isPublished ? [] : [ALL];
  return (
    <div class="figure-choices">
      <div class="choices" role="group" aria-label={t('Period')}>
        {(isPublished ? PUBLISHED_PERIODS : PERIODS).map((one) => (
          <Button
            key={one}
            label={PERIOD_WORDS[one]}
            pressed={one === period}
            onPress={() => choose({ period: one })}
          />
        ))}
      </div>
      <Select
        title={t('Site')}
        options={[...everySite, ...sites]}
        words={{ [ALL]: t('All my sites'), ...Object.fromEntries(sites.map((one) => [one, one])) }}
        chosen={site === '' ? ALL : site}
        onChoose={(one) => choose({ site: one === ALL ? '' : one, kiosk: '' })}
      />
      {!isPublished && (
        <Select
          title={t('Lane')}
          options={[ALL, ...lanesThere.map(({ kioskId }) => kioskId)]}
          words={{
            [ALL]: t('All lanes'),
            ...Object.fromEntries(lanesThere.map((one) => [one.kioskId, laneWords(one, site)])),
          }}
          chosen={kiosk === '' ? ALL : kiosk}
          onChoose={(one) => choose({ kiosk: one === ALL ? '' : one })}
        />
      )}
    </div>
  );
}

function laneWords({ site, lane }: LaneView, chosenSite: string): string {
  return chosenSite === '' ? placeWords({ site, lane }) : t('Lane {lane}', { lane });
}

export function queryOf({ period, site, kiosk }: Chosen): string {
  return new URLSearchParams({ period, ...(site !== '' && { site }), ...(kiosk !== '' && { kiosk }) }).toString();
}
