import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Difference } from '../../../../../server/platform/base/difference.ts';
import type { Connection } from '../../../../../server/platform/database/connection.ts';
import { provenRows } from '../../../../../server/records/ledger/recorded/proven-rows.ts';
import type { Row } from '../../../../../server/platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../../../server/records/ledger/recorded/write-row.ts';
import type { ServerLedger } from '../../../../../server/records/ledger/server-ledger.ts';
import { ownersOf } from '../../../fixtures/owners-of.ts';
import { engine } from '../../../fixtures/engines.ts';
import { ingestBench } from '../../../fixtures/ingest-bench.ts';

const DUTY = {
  ...{ id: 'd'.repeat(32), person_id: 'p-anna', role: 'officer', sites: '"all"', lanes: '"all"', shifts: '[]' },
  ...{ valid_from: 1, valid_until: 2, training_valid_until: 2, given_by: 'e'.repeat(32), given_at: 1 },
};

async function withDuty() {
  const { database, context } = await ingestBench({ place: await engine.place() });
  const { queue } = context;
  const ledger = context.ledger as unknown as ServerLedger;
  const differences: Difference[] = [];
  ledger.start((report) => void (report.kind === 'difference' && differences.push(report.difference)));
  await queue.run((transaction) => insertRow(transaction, 'duties', DUTY));
  await ledger.settle();
  const { knex } = database;
  const owners = await ownersOf(knex);
  const read = async () => provenRows(knex, 'duties', await knex<Row>('duties'));
  return { knex, queue, ledger, owners, read, differences };
}

const about = { kind: 'duties', row: DUTY.id, index: null };

/** The openings about the duty, the latest first. */
async function openingsOf({ knex }: { readonly knex: Connection }): Promise<Record<string, unknown>[]> {
  return knex('ledger_openings')
    .where({ subject: `row/duties/${DUTY.id}` })
    .orderBy('id', 'desc');
}

describe('a row that gives a right', () => {
  test('counts as the server wrote it, before and after its entry is in the log', async () => {
    const { queue, read, knex, differences, ledger } = await withDuty();
    expect(await read()).toMatchObject([DUTY]);
    await queue.run(async (transaction) => {
      await changeRows(transaction, 'duties', { id: DUTY.id }, { valid_until: 3 });
      const rows = await transaction<Row>('duties');
      expect(await provenRows(transaction, 'duties', rows)).toMatchObject([{ valid_until: 3 }]);
    });
    expect(await read()).toMatchObject([{ valid_until: 3 }]);
    await ledger.settle();
    expect(await read()).toMatchObject([{ valid_until: 3 }]);
    expect(await provenRows(knex, 'duties', [])).toEqual([]);
    expect(differences).toEqual([]);
  });

  test('still counts as before when a transaction about it was rolled back', async () => {
    const { queue, read, differences } = await withDuty();
    const failing = queue.run(async (transaction) => {
      await changeRows(transaction, 'duties', { id: DUTY.id }, { valid_until: 3 });
      await provenRows(transaction, 'duties', await transaction<Row>('duties'));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await read()).toMatchObject([{ valid_until: 2 }]);
    expect(differences).toEqual([]);
  });

  test('is returned as it is now if the server changed it since it was read', async () => {
    const { queue, knex, differences } = await withDuty();
    const before = await knex<Row>('duties');
    await queue.run((transaction) => changeRows(transaction, 'duties', { id: DUTY.id }, { valid_until: 3 }));
    expect(await provenRows(knex, 'duties', before)).toMatchObject([{ valid_until: 3 }]);
    await queue.run((transaction) => deleteRows(transaction, 'duties', { id: DUTY.id }));
    expect(await provenRows(knex, 'duties', before)).toEqual([]);
    expect(differences).toEqual([]);
  });

  test('gives nothing when it was changed in the database', async () => {
    const { owners, read, differences } = await withDuty();
    await owners('duties').update({ role: 'administrator' });
    expect(await read()).toEqual([]);
    expect(differences).toEqual([{ code: 'row-altered', ...about }]);
    await owners('duties').update({ role: DUTY.role });
    expect(await read()).toMatchObject([DUTY]);
  });

  test('gives nothing when it was inserted, without or with an opening', async () => {
    const filled = await withDuty();
    const { owners, read, differences } = filled;
    const id = 'f'.repeat(32);
    await owners('duties').insert({ ...DUTY, id });
    expect(await read()).toHaveLength(1);
    expect(differences).toEqual([{ code: 'row-unrecorded', ...about, row: id }]);
    const [{ id: _id, ...opening } = {}] = await openingsOf(filled);
    const forged = { ...opening, event: randomBytes(16), subject: `row/duties/${id}`, entry_index: null };
    await owners('ledger_openings').insert(forged);
    expect(await read()).toHaveLength(1);
    expect(differences).toContainEqual({ code: 'opening-forged', ...about, row: id });
  });

  test('gives nothing when it ended and was put back, with or without its last opening', async () => {
    const filled = await withDuty();
    const { queue, ledger, owners, read, differences } = filled;
    await read();
    await queue.run((transaction) => deleteRows(transaction, 'duties', { id: DUTY.id }));
    await ledger.settle();
    await owners('duties').insert(DUTY);
    expect(await read()).toEqual([]);
    expect(differences).toEqual([{ code: 'row-unrecorded', ...about }]);
    const [last] = await openingsOf(filled);
    await owners('ledger_openings').where({ id: last?.['id'] }).delete();
    expect(await read()).toEqual([]);
    expect(differences).toContainEqual({ code: 'opening-missing', ...about });
  });

  test('gives nothing when the indexes of its openings were exchanged', async () => {
    const filled = await withDuty();
    const { queue, ledger, owners, read } = filled;
    await queue.run((transaction) => changeRows(transaction, 'duties', { id: DUTY.id }, { role: 'supervisor' }));
    await ledger.settle();
    await ledger.settle();
    const [last, first] = await openingsOf(filled);
    await owners('ledger_openings').where({ id: last?.['id'] }).update({ entry_index: null });
    await owners('ledger_openings').where({ id: first?.['id'] }).update({ entry_index: last?.['entry_index'] });
    await owners('ledger_openings').where({ id: last?.['id'] }).update({ entry_index: first?.['entry_index'] });
    await owners('duties').update({ role: DUTY.role });
    expect(await read()).toEqual([]);
  });

  test('gives nothing when its opening was changed', async () => {
    const { owners, knex } = await withDuty();
    for (const columns of [{ salt: Buffer.alloc(32) }, { salt: null, payload: null }]) {
      await owners('ledger_openings')
        .where({ subject: `row/duties/${DUTY.id}` })
        .update(columns);
      // Another process has not seen the opening before
      const rows = await knex<Row>('duties');
      expect(await provenRows(owners, 'duties', rows)).toEqual([]);
    }
  });
});
