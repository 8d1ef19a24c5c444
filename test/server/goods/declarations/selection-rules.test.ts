/** Selection rules through the whole server: signed by two people, judged in the front, seen by officers and never by the trader. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { openAlarmsOf } from '../../../../server/records/alarms/alarm-table.ts';
import type { SelectionSet } from '../../../../server/contract/rules/selection-set.ts';
import {
  controlQueueSchema,
  type SelectionEffects,
  selectionEffectsSchema,
} from '../../../../server/goods/declarations/controls/answers.ts';
import { SELECTION_LOOK_EVERY_MS } from '../../../../server/goods/declarations/controls/selection-rules.ts';
import { declarationDetailSchema } from '../../../../server/goods/declarations/viewings/answers.ts';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import { draftSelection } from '../../../../server/lanes/releases/draft-selection.ts';
import { repositoryIn } from '../../../../server/lanes/releases/repository.ts';
import { signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import { draftOf, fileOf, newReleases, publish, type Released } from '../../../support/release-fixture.ts';
import { selectionRule, selectionSet } from '../../../support/selection-set.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { send } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { changed, H1 } from './fixtures/declarations.ts';
import { traderBench } from './fixtures/trader-bench.ts';

const PATIENCE = { timeout: 240_000 };
const CASE = { timeout: 180_000 };

/** The server looks for published sets ten times as often. */
const LOOKING_OFTEN: Clock = {
  ...backgroundClock,
  after: (ms, fire) => backgroundClock.after(ms === SELECTION_LOOK_EVERY_MS ? ms / 10 : ms, fire),
};

async function openBench() {
  const dataDir = temporaryFolder();
  const releases = await newReleases(temporaryFolder(), Date.now());
  cpSync(releases.repository.folder, join(dataDir, 'releases'), { recursive: true });
  const own: Released = { ...releases, repository: repositoryIn(join(dataDir, 'releases')) };
  const bench = await traderBench({ dataDir, clock: LOOKING_OFTEN });
  const { knex } = bench.server.context;
  const draft = (set: SelectionSet) =>
    draftSelection(own.repository, draftOf(own), fileOf(own, JSON.stringify(set)), { nowMs: Date.now() });
  return {
    ...bench,
    own,
    draft,
    bring: async (set: SelectionSet) => publish(own, await draft(set)),
    versions: (): Promise<unknown> => knex('selection_sets').orderBy('publication').pluck('version'),
    alarms: async () => (await openAlarmsOf(knex, ['selection-rules-refused'])).map(({ about }) => about),
    async personAt(name: string, role: Role, id: string) {
      const now = bench.server.context.clock.wallMs();
      const until = now + 9_999 * HOUR_MS;
      const terms = { validFrom: now - HOUR_MS, validUntil: until, trainingValidUntil: until };
      const { cookie } = await employ(bench.server, name, { ...duty(role, terms), id: id.repeat(32) });
      return async (path: string): Promise<{ status: number; json: unknown }> => {
        const answer = await send(bench.server.port, path, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
        return { status: answer.status, json: JSON.parse(answer.text) };
      };
    },
  };
}

describe('selection rules of customs', () => {
  it('select a declaration for the officer alone when in force, and only count when in trial', CASE, async () => {
    const bench = await openBench();
    const urgent = { state: 'in-force', urgency: 'A seizure' } as const;
    const tests = (trader: number) => [
      { facts: { 'trader-days': trader }, holds: true },
      { facts: { 'trader-days': 1_000 }, holds: false },
    ];
    await bench.bring(
      selectionSet([
        selectionRule({ id: 'horses', ...urgent }),
        selectionRule({
          ...{ id: 'new-traders', text: 'A trader younger than 90 days', control: 'physical' },
          when: { amount: 'trader-days', is: 'below', limit: 90 },
          tests: tests(89),
        }),
      ]),
    );
    await expect.poll(bench.versions, PATIENCE).toEqual([1]);
    const hit = await bench.submit(H1);
    const other = await bench.submit(changed(H1, { '/lrn': 'LRN-2', '/ucr': 'UCR-2', '/goods/0/origin': 'FR' }));
    expect(hit.json).toMatchObject({ state: 'accepted', channel: 'green' });
    expect(Object.keys(hit.json).sort()).toEqual(Object.keys(other.json).sort());
    const shown = (await bench.get(`/v1/declarations/${hit.json.id}`)).json;
    expect(JSON.stringify([hit.json, shown])).not.toMatch(/horses|new-traders|rule_set|selected/);

    const officer = await bench.personAt('p-cora', 'customs-officer', 'a');
    const queue = controlQueueSchema.parse((await officer('/v1/declaration-controls')).json);
    expect(queue.controls.filter(({ selectedBy }) => selectedBy.length > 0)).toMatchObject([
      {
        ...{ id: hit.json.id, channel: 'green', risk: null },
        selectedBy: [{ id: 'horses', text: 'Horses from the United States at a low value' }],
      },
    ]);
    expect(JSON.stringify(queue)).not.toContain('new-traders');
    const detail = declarationDetailSchema.parse((await officer(`/v1/declarations/${hit.json.id}`)).json);
    expect(detail.control?.selectedBy).toMatchObject([{ id: 'horses' }]);
    expect((await officer('/v1/declaration-controls/rules')).status).toBe(403);

    const susi = await bench.personAt('p-susi', 'supervisor', 'b');
    const effects: SelectionEffects = selectionEffectsSchema.parse((await susi('/v1/declaration-controls/rules')).json);
    expect(effects).toMatchObject({ refusal: null, set: { version: 1, trialDays: 14, isExpired: false } });
    expect(effects.rules).toMatchObject([
      { id: 'horses', state: 'in-force', urgency: 'A seizure', hits: { count: 1, of: 2 } },
      { id: 'new-traders', state: 'trial', urgency: null, hits: { count: 2, of: 2 }, frauds: { of: 0 } },
    ]);
    for (const { hits, already, added } of effects.rules) expect(already + added).toBe(hits.count);
    const empty = selectionEffectsSchema.parse((await susi('/v1/declaration-controls/rules?month=2020-01')).json);
    expect(empty.rules.map(({ hits }) => hits.of)).toEqual([0, 0]);
    expect((await susi('/v1/declaration-controls/rules?month=2020-13')).status).toBe(400);
    const rows = await bench.server.context.knex('selection_sets').select('urgent');
    expect(rows).toEqual([{ urgent: '["horses"]' }]);
  });

  it('stay as they were when a published set is refused, with the reason in an alarm that ends', CASE, async () => {
    const bench = await openBench();
    const trial = selectionRule();
    await bench.bring(selectionSet([trial]));
    await expect.poll(bench.versions, PATIENCE).toEqual([1]);
    for (const [set, code] of [
      [selectionSet([selectionRule({ state: 'in-force' })]), 'not-tried'],
      [selectionSet([trial], { jurisdiction: 'GB' }), 'jurisdiction'],
      [selectionSet([trial], { until: '2026-01-31' }), 'expired'],
    ] as const) {
      await bench.bring(set);
      await expect.poll(bench.alarms, PATIENCE).toEqual([`selection-rules/${code}`]);
      expect(await bench.versions()).toEqual([1]);
    }
    const { id = '' } = (await bench.submit(H1)).json;
    expect(await bench.server.context.knex('selected_declarations').select()).toMatchObject([
      { id, rule_set: 1, held: '[]', trial: '["horses"]' },
    ]);
    await bench.bring(selectionSet([trial], { until: '2099-01-01' }));
    await expect.poll(bench.alarms, PATIENCE).toEqual([]);
    expect(await bench.versions()).toEqual([1, 5]);
  });

  it('are neither silenced nor changed by one person alone', CASE, async () => {
    const bench = await openBench();
    const { own } = bench;
    await bench.bring(selectionSet([selectionRule({ state: 'in-force', urgency: 'A seizure' })]));
    await expect.poll(bench.versions, PATIENCE).toEqual([1]);
    const silent = await bench.draft(selectionSet([]));
    await signDraft(silent, own.anna.key, { selection: ['horses'] });
    // By the command
    await expect(publish(own, silent, [])).rejects.toMatchObject({ code: 'unsigned' });
    // With files of the server
    cpSync(join(silent.folder, 'targets'), own.repository.path('targets'), { recursive: true });
    cpSync(silent.path(metadataFile('targets', 3)), own.repository.path(metadataFile('targets', 3)));
    await expect.poll(bench.alarms, PATIENCE).toEqual(['selection-rules/unsigned']);
    await bench.submit(H1);
    // Without any file of the channel
    rmSync(own.repository.path('metadata'), { recursive: true });
    await bench.submit(changed(H1, { '/lrn': 'LRN-2', '/ucr': 'UCR-2' }));
    expect(await bench.alarms()).toEqual(['selection-rules/unsigned']);
    expect(await bench.versions()).toEqual([1]);
    const held: unknown = await bench.server.context.knex('selected_declarations').pluck('held');
    expect(held).toEqual(['["horses"]', '["horses"]']);
  });
});
