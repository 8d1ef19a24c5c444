import { describe, expect, test } from 'vitest';
import type { KioskId } from '../../../../server/contract/field.ts';
import type { ReleaseTerms } from '../../../../server/contract/release.ts';
import { receiveLaneReleases } from '../../../../server/intake/ingest/receive-lane-releases.ts';
import { openAlarmsOf } from '../../../../server/records/alarms/alarm-table.ts';
import type { LaneReleaseState } from '../../../../server/records/kiosks/lane-releases.ts';
import { recordPublications } from '../../../../server/lanes/releases/record-publications.ts';
import { UNTAKEN_AFTER_MS, untakenOf } from '../../../../server/border/roll-outs/untaken.ts';
import { followUntaken, offeredIn } from '../../../../server/border/roll-outs/watch-untaken.ts';
import { changeReleases, newReleases, release, termsOf } from '../../../support/release-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const DAY = UNTAKEN_AFTER_MS;
const NOW = 100 * DAY;
const HOUR = 3_600_000;
const LANES = ['lane-1', 'lane-2', 'lane-3', 'lane-4', 'lane-5'] as const;

/** A lane that holds these versions of the notice. */
const lane = (kioskId: string, version: number | undefined, heardAgoMs = 60_000): LaneReleaseState => {
  const target = { kind: 'notice', name: 'main', digest: 'a'.repeat(64), expiresAt: NOW + DAY, since: 0 } as const;
  const held = version === undefined ? [] : [{ ...target, version }];
  const seen = { root: 1, targets: 2, watchlist: 0, checkedAt: NOW, failure: null, software: null };
  return { kioskId, receivedAt: NOW - heardAgoMs, standing: 'current', held, heldCount: held.length, ...seen };
};
const offered = (version: number, changes: Partial<ReleaseTerms> = {}, since = NOW - 2 * DAY) => ({
  terms: termsOf('notice', version, changes),
  since,
});
const judged = (
  releases: ReturnType<typeof offered>[],
  states: readonly LaneReleaseState[],
  gates: Parameters<typeof untakenOf>[1]['gates'] = [],
) => untakenOf(releases, { lanes: LANES, states, gates, now: NOW }).map(({ why, version }) => `${version} ${why}`);
const fleet = (...versions: readonly (number | undefined)[]) =>
  versions.map((version, at) => lane(LANES[at] ?? '', version));

describe('a release that lanes do not take', () => {
  test('is found when no lane holds any version of it', () => {
    expect(judged([offered(1)], fleet(undefined, undefined))).toEqual(['1 taken-by-none']);
    expect(judged([offered(1)], fleet(undefined, 1))).toEqual([]);
  });
  test('is found when under four of five lanes with another version took it', () => {
    expect(judged([offered(1), offered(2)], fleet(1, 1, 2, 2, 2))).toEqual(['2 taken-by-few']);
    expect(judged([offered(1), offered(2)], fleet(1, 2, 2, 2, 2))).toEqual([]);
    // A lane without any version may not be set up for it
    expect(judged([offered(1), offered(2)], fleet(2, undefined, undefined))).toEqual([]);
  });
  test('is found when its terms name no lane of the fleet', () => {
    const elsewhere: Partial<ReleaseTerms> = { ring: 'laboratory', lanes: ['lab-9' as KioskId] };
    expect(judged([offered(1, elsewhere)], fleet(undefined))).toEqual(['1 names-no-lane']);
    expect(judged([offered(1, { ...elsewhere, lanes: ['lane-5' as KioskId] })], fleet(undefined))).toEqual([]);
  });
  test.each<[string, Partial<ReleaseTerms>, number?]>([
    ['younger than a day', {}, NOW - DAY + 1],
    ['paused', { state: 'paused' }],
    ['withdrawn', { state: 'withdrawn' }],
    ['not to be taken before yesterday', { notBefore: NOW - DAY / 2 }],
    ['frozen', { freezes: [{ from: NOW - HOUR, until: NOW + HOUR }] }],
    ['just no longer frozen', { freezes: [{ from: NOW - 3 * DAY, until: NOW - HOUR }] }],
    ['staged without an open step', { staged: { sites: [], returnUntil: NOW + DAY } }],
  ])('does not count while it is %s', (_what, changes, since) => {
    expect(judged([offered(1), offered(2, changes, since)], fleet(1, 1))).toEqual([]);
  });
  test('counts in the step that is open for a day, by the lanes of that step', () => {
    const staged = offered(2, { lanes: ['lane-1' as KioskId], staged: { sites: [], returnUntil: NOW + DAY } });
    const gate = { kind: 'notice', name: 'main', version: 2, step: 'laboratory', state: 'open' } as const;
    expect(judged([offered(1), staged], fleet(1, 1), [{ ...gate, since: NOW - 2 * DAY }])).toEqual(['2 taken-by-few']);
    expect(judged([offered(1), staged], fleet(1, 1), [{ ...gate, since: NOW - HOUR }])).toEqual([]);
    expect(judged([offered(1), staged], fleet(2, 1), [{ ...gate, since: NOW - 2 * DAY }])).toEqual([]);
  });
  test('is not found by lanes that are silent, nor of kinds that lanes do not take', () => {
    expect(judged([offered(1)], [lane('lane-1', undefined, 2 * HOUR)])).toEqual([]);
    const rules = { terms: termsOf('rules', 1), since: 0 };
    expect(untakenOf([rules], { lanes: LANES, states: fleet(undefined), gates: [], now: NOW })).toEqual([]);
  });
});

describe('alarm about a release that lanes do not take', () => {
  test('is raised once, and ends by itself', async () => {
    const bench = await ingestBench();
    const { context, clock } = bench;
    const kiosk = testKiosk('north-1' as KioskId, 41);
    await bench.enrol(kiosk);
    const releases = await newReleases(temporaryFolder(), clock.wallMs());
    await release(releases, termsOf('notice', 1), 'notice');
    await recordPublications(releases.repository, context);
    const read = offeredIn(releases.repository, context);
    let counter = 0;
    const look = async (afterMs: number) => {
      clock.turn(afterMs);
      const at = clock.wallMs();
      counter += 1;
      await receiveLaneReleases(context, kiosk.laneReleases({ at, counter, checkedAt: at, held: [], heldCount: 0 }));
      await followUntaken(context, read);
      return (await openAlarmsOf(context.knex, ['release-untaken'])).map(({ id, about }) => `${id} ${about}`);
    };
    expect(await look(HOUR)).toEqual([]);
    // Another publication that leaves these terms does not begin the day again
    await release(releases, termsOf('rules', 1), 'rules');
    await recordPublications(releases.repository, context);
    const raised = await look(DAY);
    expect(raised).toEqual([expect.stringMatching('taken-by-none/notice/main/1')]);
    expect(await look(HOUR)).toEqual(raised);
    await changeReleases(releases, (terms) => (terms.kind === 'notice' ? { ...terms, state: 'paused' } : terms));
    await recordPublications(releases.repository, context);
    expect(await look(HOUR)).toEqual([]);
    await changeReleases(releases, (terms) => ({ ...terms, state: 'offered' }));
    await recordPublications(releases.repository, context);
    expect(await look(HOUR)).toEqual([]);
    expect(await look(DAY)).toHaveLength(1);
  });
});
