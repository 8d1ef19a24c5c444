/** Controls of declarations through the whole server: scored in the front, drawn and stored beside the declaration. */
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRiskModel } from '../../../../models/risk/risk-model.ts';
import { openAlarmsOf } from '../../../../server/records/alarms/alarm-table.ts';
import { Selection } from '../../../../server/goods/declarations/controls/select-declarations.ts';
import { commitmentTo, judgeDraw, keyOfDay } from '../../../../server/goods/declarations/selection/draw.ts';
import { findControl } from '../../../../server/goods/declarations/tables/controls.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { changed, H1 } from './fixtures/declarations.ts';
import { signedOffices, traderBench } from './fixtures/trader-bench.ts';

const DAY_MS = 86_400_000;
const PATIENCE = { timeout: 240_000 };

describe('the selection of declarations', () => {
  it('gives an accepted declaration a band, and tells its trader nothing of it', async () => {
    const bench = await traderBench();
    const { knex } = bench.server.context;
    const accepted = await bench.submit(H1);
    const rejected = await bench.submit(changed(H1, { '/lrn': undefined }));
    const control = await findControl(knex, accepted.json.id ?? '');
    expect(control).toMatchObject({ offices: ['DE000001'] });
    expect(control?.risk).toMatchObject({ kind: 'scored', model: loadRiskModel().digest, lines: 'none' });
    expect(await findControl(knex, rejected.json.id ?? '')).toBeUndefined();
    expect(await knex('declaration_draws').select()).toMatchObject([
      { commitment: expect.stringMatching(/^[0-9a-f]{64}$/), share: 15_000, opened_key: null },
    ]);
    expect(JSON.stringify(accepted.json)).not.toMatch(/band|drawn|risk|place|route/);
    expect(await openAlarmsOf(knex, ['risk-model-failed'])).toEqual([]);
  });

  it('sends every declaration to a control of documents while there is no model, with an alarm that ends with a model', async () => {
    const dataDir = temporaryFolder();
    const offices = await signedOffices();
    const riskModelFile = join(dataDir, 'model.json');
    writeFileSync(riskModelFile, '{"format":"postern-risk/1"}');
    const bench = await traderBench({ dataDir, offices, riskModelFile });
    const { id = '', channel } = (await bench.submit(H1)).json;
    expect(channel).toBe('green');
    expect(await findControl(bench.server.context.knex, id)).toMatchObject({
      ...{ route: 'documents', place: 1, risk: { kind: 'unscored', cause: 'no-model' } },
    });
    const open = async ({ server }: typeof bench) =>
      (await openAlarmsOf(server.context.knex, ['risk-model-failed'])).map(({ about }) => about);
    await expect.poll(() => open(bench), PATIENCE).toEqual(['risk-model/no-model']);
    await bench.server.close();
    const again = await traderBench({ dataDir, offices, key: bench.key });
    await expect.poll(() => open(again), PATIENCE).toEqual([]);
  });

  it('commits to the draw before the first declaration of a day, and opens its key 30 days later', async () => {
    const bench = await traderBench();
    const { knex, queue } = bench.server.context;
    const secret = new Uint8Array(32).fill(9);
    const selection = new Selection(secret);
    const receivedAt = Date.UTC(2030, 4, 1, 12);
    const facts = { channel: 'green', mass: 'unknown' } as const;
    const risk = { kind: 'scored', band: 'low', reasons: [], model: 'a'.repeat(64) } as const;
    const offices = ['DE000001'];
    const ids = Array.from({ length: 300 }, (_, at) => at.toString(16).padStart(32, '0'));
    await queue.run(async (transaction) => {
      for (const id of ids) await selection.select(transaction, { id, receivedAt, facts, risk, offices, rules: null });
    });
    const key = keyOfDay(secret, '2030-05-01');
    const day = async () =>
      (await knex('declaration_draws').where({ day: '2030-05-01' }).first()) as Record<string, unknown>;
    expect(await day()).toMatchObject({ commitment: commitmentTo(key), opened_key: null });
    const later = { id: 'b'.repeat(32), receivedAt: receivedAt + 31 * DAY_MS, facts, risk, offices, rules: null };
    await queue.run((transaction) => selection.select(transaction, later));
    const { commitment, opened_key: opened } = await day();
    expect(opened).toBe(Buffer.from(key).toString('hex'));
    const rows: readonly { id: string; route: string | null }[] = await knex('declaration_controls')
      .whereIn('id', ids)
      .where({ drawn: 1 });
    const stated = { key: Buffer.from(String(opened), 'hex'), commitment: String(commitment), share: 0.015 };
    expect(judgeDraw(stated, ids, new Set(rows.map(({ id }) => id)))).toBeUndefined();
    expect(rows.every(({ route }) => route === 'physical')).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
  });
});
