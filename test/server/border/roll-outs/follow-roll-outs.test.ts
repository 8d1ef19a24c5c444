import { describe, expect, it } from 'vitest';
import type { Permit } from '../../../../server/platform/access/guarded-router.ts';
import { personIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import type { KioskId } from '../../../../server/contract/field.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { LaneSoftware } from '../../../../server/contract/lane-software.ts';
import { readConditions } from '../../../../server/border/conditions/read-conditions.ts';
import { receiveLaneReleases } from '../../../../server/intake/ingest/receive-lane-releases.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { listKiosks } from '../../../../server/records/kiosks/kiosks.ts';
import { recordPublications } from '../../../../server/lanes/releases/record-publications.ts';
import { renewMetadata } from '../../../../server/lanes/releases/renew.ts';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import { advanceRollOuts, openGates } from '../../../../server/border/roll-outs/follow-roll-outs.ts';
import { addFreeze, changeByPerson, removeFreeze } from '../../../../server/border/roll-outs/halt-roll-out.ts';
import { STEP_TERMS } from '../../../../server/border/roll-outs/judge-step.ts';
import { readReleases } from '../../../../server/border/roll-outs/read-releases.ts';
import { DAY, newReleases, release, rootOf, termsOf } from '../../../support/release-fixture.ts';
import { openLaneChannel, setClock } from '../../../support/release-lane.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { referredReport } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const HOUR = 3_600_000;
const [LAB, SITE] = ['north-1', 'north-2'].map((id) => kioskIdSchema.parse(id)) as [KioskId, KioskId];
const KEY = { kind: 'notice', name: 'main', version: 2 } as const;
const PERMIT = {
  principal: { personId: personIdSchema.parse('admin-1'), sessionId: '5e'.repeat(16) },
  duty: { role: 'administrator' },
  act: 'roll-out.halt',
} as Permit;

async function fleet() {
  const bench = await ingestBench();
  const { context, clock } = bench;
  const kiosks = new Map([LAB, SITE].map((id, at) => [id, testKiosk(id, 40 + at)]));
  await bench.enrol(...kiosks.values());
  const releases = await newReleases(temporaryFolder(), clock.wallMs());
  const { repository } = releases;
  await release(releases, termsOf('notice', 1), 'first');
  const staged = { sites: [SITE], returnUntil: clock.wallMs() + 20 * DAY };
  await release(releases, termsOf('notice', 2, { lanes: [LAB], staged }), 'second');
  await recordPublications(repository, context);
  const digests = new Map(
    (await readReleases(context.knex, repository, [], clock.wallMs())).releases.map((one) => [one.version, one.digest]),
  );
  let counter = 0;
  const holds = async (lane: KioskId, version: number) => {
    counter += 1;
    const at = clock.wallMs();
    const target = {
      kind: 'notice',
      name: 'main',
      version,
      digest: digests.get(version) ?? '',
      expiresAt: at + 20 * DAY,
    };
    const wire = kiosks.get(lane)?.laneReleases({ at, counter, checkedAt: at, held: [target as never], heldCount: 1 });
    const answer = await receiveLaneReleases(context, wire ?? new Uint8Array());
    if (answer.kind !== 'accepted') throw new Error(answer.code);
  };
  const travellers = async (lane: KioskId, count: number, outcome: 'cleared' | 'referred' = 'cleared') => {
    for (let at = 0; at < count; at += 1) {
      const over = { reportedAt: clock.wallMs(), durations: { total: 14_000 } };
      const { reasons, checks } = referredReport();
      const report = outcome === 'cleared' ? over : { ...over, outcome, reasons, checks };
      const received = await receiveReport(context, kiosks.get(lane)?.next(report).wire ?? new Uint8Array());
      if (received.kind === 'refused') throw new Error(received.code);
    }
  };
  const look = async () => {
    await openGates(context, repository);
    await advanceRollOuts(context, repository);
    const gates = await openGates(context, repository);
    await renewMetadata(repository, releases.server.key, clock.wallMs(), { gates });
    return gates[0];
  };
  const page = async () => readReleases(context.knex, repository, await listKiosks(context.knex), clock.wallMs());
  const rollOut = async () => (await page()).releases.find(({ version }) => version === 2)?.rollOut;
  return { ...bench, kiosks, releases, holds, travellers, look, page, rollOut };
}

describe('a roll-out', () => {
  it('proceeds from the laboratory to a lane of each site when its lanes, its time and its travellers suffice', async () => {
    const { look, holds, travellers, clock, rollOut, page } = await fleet();
    expect(await look()).toMatchObject({ step: 'laboratory', state: 'open' });
    await travellers(LAB, 5);
    clock.turn(1_000);
    await holds(LAB, 2);
    await holds(SITE, 1);
    expect((await rollOut())?.waits).toBe('too-early');
    const pending = (await page()).lanes.map(({ kioskId, reported }) => [kioskId, reported?.pending]);
    expect(pending).toEqual([
      [LAB, []],
      [SITE, [{ ...KEY, why: 'later-step' }]],
    ]);
    clock.turn(5 * HOUR);
    await holds(LAB, 2);
    expect((await look())?.step).toBe('laboratory');
    expect((await rollOut())?.waits).toBe('too-few-travellers');
    await travellers(LAB, STEP_TERMS.laboratory.travellers);
    expect((await look())?.step).toBe('sites');
    await holds(SITE, 1);
    expect((await page()).lanes[1]?.reported?.pending).toEqual([{ ...KEY, why: 'on-its-way' }]);
    expect((await rollOut())?.waits).toBe('lanes-pending');
  });

  it('is held with an alarm when its lanes refer more travellers than before, and resumed by a person', async () => {
    const { context, look, holds, travellers, rollOut, alarms, clock } = await fleet();
    await look();
    await travellers(LAB, 20);
    clock.turn(1_000);
    await holds(LAB, 2);
    clock.turn(1_000);
    await travellers(LAB, 12, 'referred');
    expect(await look()).toMatchObject({ state: 'held', step: 'laboratory' });
    expect(await rollOut()).toMatchObject({ state: 'held', why: 'referrals', changedBy: null, waits: null });
    expect((await alarms()).map(({ kind, about }) => [kind, about])).toEqual([['roll-out-held', 'roll-out/referrals']]);
    expect(await changeByPerson(context, PERMIT, KEY, 'resume')).toEqual({ kind: 'done' });
    expect(await rollOut()).toMatchObject({ state: 'open', why: null, changedBy: 'admin-1' });
  });

  it('of software counts lanes that run it, and is held when one leaves it by itself', async () => {
    const { context, releases, look, page, kiosks, clock, alarms } = await fleet();
    const staged = { sites: [SITE], returnUntil: clock.wallMs() + 20 * DAY };
    await release(releases, termsOf('software', 7, { name: 'lane', lanes: [LAB], staged }), 'program');
    await recordPublications(releases.repository, context);
    await look();
    const view = async () => {
      const { releases: all, lanes } = await page();
      return { lanes: all.find(({ kind }) => kind === 'software')?.lanes, software: lanes[0]?.reported?.software };
    };
    const digest = (await page()).releases.find(({ kind }) => kind === 'software')?.digest ?? '';
    let counter = 0;
    const reports = async (software: LaneSoftware) => {
      counter += 1;
      const at = clock.wallMs();
      const held = [{ kind: 'software' as const, name: 'lane', version: 7, digest, expiresAt: at + DAY }];
      const message = { at, counter, checkedAt: at, held, heldCount: 1, software };
      const answer = await receiveLaneReleases(context, kiosks.get(LAB)?.laneReleases(message) ?? new Uint8Array());
      expect(answer).toEqual({ kind: 'accepted' });
    };
    const own = { name: 'lane', running: 0, standing: 'in-use' } as const;
    await reports(own);
    expect(await view()).toEqual({ lanes: 0, software: { ...own, returned: null } });
    await reports({ ...own, running: 7, standing: 'on-trial' });
    expect((await view()).lanes).toBe(0);
    await reports({ ...own, running: 7 });
    expect((await view()).lanes).toBe(1);
    expect((await context.knex('roll_outs').where({ kind: 'software' }).first('state'))?.state).toBe('open');
    const at = Math.round(clock.wallMs());
    await reports({ ...own, returned: { version: 7, to: 0, why: 'technician', at } });
    await look();
    expect((await context.knex('roll_outs').where({ kind: 'software' }).first('state'))?.state).toBe('open');
    const returned = { version: 7, to: 0, why: 'devices', at } as const;
    await reports({ ...own, returned });
    expect(await view()).toEqual({ lanes: 0, software: { ...own, returned } });
    const conditions = await readConditions(context.knex, clock.wallMs());
    expect(conditions.filter(({ kind }) => kind === 'lane-software-returned')).toMatchObject([
      { kioskId: LAB, releases: { trouble: 'devices', target: 'software/lane/7' } },
    ]);
    await look();
    expect(await context.knex('roll_outs').where({ kind: 'software' }).first('state', 'why')).toEqual({
      state: 'held',
      why: 'left-by-lanes',
    });
    expect((await alarms()).map(({ kind, about }) => [kind, about])).toEqual([
      ['roll-out-held', 'roll-out/left-by-lanes'],
    ]);
  });

  it('is held and returned in one act each, and lanes obey what the server signs', async () => {
    const { context, releases, look, page, clock } = await fleet();
    const dataDir = temporaryFolder();
    const lane = { dataDir, root: rootOf(releases), clock: setClock(clock.wallMs()), lane: LAB };
    const channel = await openLaneChannel(lane);
    const version = async () => {
      await channel.update(folderSource(releases.repository.folder));
      return channel.targets.of('notice')[0]?.version;
    };
    expect(await version()).toBe(1);
    await look();
    expect(await version()).toBe(2);
    expect(await changeByPerson(context, PERMIT, KEY, 'hold')).toEqual({ kind: 'done' });
    await look();
    expect(await version()).toBe(2);
    expect(await changeByPerson(context, PERMIT, KEY, 'return')).toEqual({ kind: 'done' });
    await look();
    expect(await version()).toBe(1);
    for (const to of ['hold', 'return', 'resume'] as const) {
      expect(await changeByPerson(context, PERMIT, KEY, to)).toMatchObject({ code: 'roll-out-changed' });
    }
    expect(await changeByPerson(context, PERMIT, { ...KEY, version: 9 }, 'hold')).toMatchObject({ code: 'not-found' });
    const acts: readonly { act: string }[] = await context.knex('acts').select('act');
    expect(acts.map(({ act }) => act)).toEqual(['roll-out.halt', 'roll-out.halt']);
    expect((await page()).releases.find((one) => one.version === 2)?.rollOut?.state).toBe('returned');
  });

  it('does not proceed in a freeze, in which no more lanes take the release', async () => {
    const { context, look, clock, page, rollOut } = await fleet();
    const at = clock.wallMs();
    expect(await addFreeze(context, PERMIT, { from: at - 1, until: at })).toMatchObject({ code: 'invalid-message' });
    expect(await addFreeze(context, PERMIT, { from: at - 1, until: at + DAY })).toEqual({ kind: 'done' });
    expect(await look()).toMatchObject({ step: 'laboratory', state: 'held' });
    expect(await rollOut()).toMatchObject({ state: 'open', waits: 'frozen' });
    const [freeze] = (await page()).freezes;
    expect(await removeFreeze(context, PERMIT, freeze?.id ?? '')).toEqual({ kind: 'done' });
    expect(await removeFreeze(context, PERMIT, freeze?.id ?? '')).toMatchObject({ code: 'not-found' });
    expect(await look()).toMatchObject({ state: 'open' });
  });

  it('shows a lane that holds other bytes than the published ones', async () => {
    const { context, page, clock } = await fleet();
    const kiosk = testKiosk(LAB, 40);
    const at = clock.wallMs();
    const target = { ...KEY, digest: 'f'.repeat(64), expiresAt: at + DAY };
    await receiveLaneReleases(context, kiosk.laneReleases({ at, held: [target], heldCount: 1 }));
    expect((await page()).lanes[0]?.reported?.held[0]?.match).toBe('other');
  });
});
