import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../../../server/oversight/observatory/publication/compose-report.ts';
import { publishedCellSchema } from '../../../../../server/oversight/observatory/publication/error-rate-report.ts';
import { duePeriods } from '../../../../../server/oversight/observatory/publication/periods.ts';
import { ASSUMED_QUALITY } from '../../../../../server/oversight/observatory/rates/officer-quality.ts';
import type { ObservedCount } from '../../../../../server/oversight/observatory/records/observed-table.ts';
import type { Observation } from '../../../../../server/oversight/observatory/records/observe.ts';

type Counts = { readonly [O in Observation]?: number };

const USUAL: Counts = {
  acquired: 9_700,
  'not-acquired': 300,
  matched: 9_500,
  'not-matched': 200,
  'not-matched-genuine': 176,
  'not-matched-impostor': 4,
  'taken-as-live': 9_600,
  'refused-as-attack': 60,
  'attack-undecided': 40,
  'refused-as-attack-genuine': 50,
};

function countsAt(site: string, counts: Counts, device = 'v4l2/camera-a/1'): ObservedCount[] {
  return (Object.entries(counts) as [Observation, number][]).map(([observation, count]) => ({
    slot: 0,
    kioskId: `${site}-1`,
    site,
    lane: '1',
    modality: 'face',
    models: 'ab'.repeat(32),
    device,
    observation,
    count,
  }));
}

describe('the cells of a report', () => {
  it('are the fleet, the sites, the models and the devices, with counts from which a reader can compute each rate', () => {
    const cells = cellsOf([...countsAt('north', USUAL), ...countsAt('south', USUAL)], ASSUMED_QUALITY);
    expect(cells.map(({ dimension, value }) => [dimension, value.slice(0, 8)])).toEqual([
      ['fleet', ''],
      ['site', 'north'],
      ['site', 'south'],
      ['models', 'abababab'],
      ['device', 'v4l2/cam'],
    ]);
    for (const cell of cells) expect(publishedCellSchema.parse(cell)).toEqual(cell);
    const [fleet] = cells;
    expect(fleet?.failureToAcquire).toMatchObject({ count: 600, of: 20_000, rate: 0.03 });
    expect(fleet?.falseNonMatch).toMatchObject({ of: 19_400, rejected: 400, settled: 360, foundGenuine: 352 });
    expect(fleet?.falseNonMatch.rate).toBeLessThan(400 / 19_400);
    expect(fleet?.notTakenAsLive).toMatchObject({ count: 200, of: 19_400 });
  });

  it('leave out places with few travellers, and do not tell their counts by subtraction', () => {
    const few: Counts = { acquired: 400, 'not-acquired': 20, matched: 398, 'not-matched': 2 };
    const cells = cellsOf(
      [...countsAt('north', USUAL), ...countsAt('south', { ...USUAL, 'not-acquired': 310 }), ...countsAt('tiny', few)],
      ASSUMED_QUALITY,
    );
    const sites = cells.filter(({ dimension }) => dimension === 'site');
    expect(sites.map(({ value }) => value)).toEqual(['north', 'south']);
    expect(sites.filter(({ failureToAcquire }) => failureToAcquire.count === null)).toHaveLength(1);
    expect(cells[0]?.failureToAcquire.count).toBe(630);
  });

  it('withhold small counts, and bound their rate', () => {
    const [fleet] = cellsOf(countsAt('north', { acquired: 9_000, 'not-acquired': 4, matched: 8_990 }), ASSUMED_QUALITY);
    expect(fleet?.failureToAcquire).toMatchObject({ count: null, rate: null, low: 0 });
    expect(fleet?.failureToAcquire.high).toBeGreaterThan(9 / 9_004);
    expect(fleet?.failureToAcquire.high).toBeLessThan(0.002);
  });
});

describe('the periods of reports', () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

  it('are the months and years that ended two weeks ago', () => {
    const names = (first: string, now: string) => duePeriods(day(first), day(now)).map(({ name }) => name);
    expect(names('2026-10-01', '2026-11-14')).toEqual([]);
    expect(names('2026-10-01', '2026-11-15')).toEqual(['2026-10']);
    expect(names('2026-11-01', '2027-01-16')).toEqual(['2026-11', '2026-12', '2026']);
  });
});
