import type { Figures } from '../../border/figures/answers.ts';
import { t } from '../languages/text.ts';
import { shownCount, shownDuration, shownShare } from './words.ts';

type Values = readonly (number | null)[];

/** Sums and medians of the whole period. */
export function Overview({ figures }: { readonly figures: Figures }) {
  const { travellers, waiting, deviceFaults, idle, withheldBelow } = figures;
  const valuesOf = (wanted: string) => travellers.outcomes.find(({ outcome }) => outcome === wanted)?.values ?? [];
  const [all, referred, left] = [sum(travellers.values), sum(valuesOf('referred')), sum(valuesOf('abandoned'))];
  const total = figures.steps.find(({ step }) => step === 'total');
  const faults = sum(deviceFaults.flatMap(({ values }) => values));
  const minutes = Math.round(sum(idle.flatMap(({ seconds }) => seconds)) / 60);
  const isWithheld = withheldBelow !== null;
  return (
    <>
      <dl class="figures-row">
        <Tile name={t('Travellers')} shown={isWithheld ? t('at least {count}', { count: all }) : shownCount(all)} />
        {!isWithheld && (
          <Tile
            name={t('Referred')}
            shown={all === left ? '–' : `${shownCount(referred)} (${shownShare(referred / (all - left))})`}
          />
        )}
        <Tile name={t('Time in the lane, median')} shown={middle(total?.median)} />
        <Tile name={t('Wait for an officer, median')} shown={middle(waiting.median)} />
        <Tile name={t('Device faults')} shown={shownCount(faults)} />
        <Tile name={t('Lanes not in service')} shown={t('{count} min', { count: minutes })} />
      </dl>
      {isWithheld && (
        <p class="quiet">
          {t(
            'Counts from 1 to {most} are withheld, with as many others as would reveal them. They are missing from the sums.',
            { most: withheldBelow - 1 },
          )}
        </p>
      )}
    </>
  );
}

function Tile({ name, shown }: { readonly name: string; readonly shown: string }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>{shown}</dd>
    </div>
  );
}

export function sum(values: Values): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

/** The middle one of the slots' medians. */
function middle(values: Values = []): string {
  const sorted = values.filter((value) => value !== null).sort((one, other) => one - other);
  const value = sorted[Math.floor(sorted.length / 2)];
  return value === undefined ? '–' : shownDuration(value);
}
