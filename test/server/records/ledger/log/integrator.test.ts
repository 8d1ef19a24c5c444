import { randomBytes } from 'node:crypto';
import { onTestFinished, describe, expect, test } from 'vitest';
import { eraseEntries, enter } from '../../../../../server/records/ledger/entry/enter.ts';
import { Sequencer } from '../../../../../server/records/ledger/log/sequencer.ts';
import { openDatabase } from '../../../../../server/platform/database/database.ts';
import { entriesBetween } from '../../../../../server/records/ledger/log/log-tables.ts';
import { waitingEntries } from '../../../../../server/records/ledger/entry/coded-openings.ts';
import { openingsBetween } from '../../../../../server/records/ledger/entry/openings.ts';
import { WriteQueue } from '../../../../../server/platform/database/write-queue.ts';
import { ownersOf } from '../../../fixtures/owners-of.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { SAMPLE_ENTRIES } from '../fixtures/sample-entries.ts';
import { guardedIntegrator, openTestLog } from '../fixtures/test-log.ts';

async function running(folder = temporaryFolder()) {
  const { knex } = await openDatabase({ dataDir: folder });
  const queue = new WriteQueue(knex);
  const log = await openTestLog(folder);
  const sequencer = await Sequencer.open(log);
  const { integrator, differences } = guardedIntegrator(knex, queue, { log, sequencer });
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      await integrator.close();
      await sequencer.close();
      await queue.close();
      await log.close();
      await knex.destroy();
    })());
  onTestFinished(close);
  const add = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        queue.run((transaction) => enter(transaction, 'test', SAMPLE_ENTRIES.viewing)),
      ),
    );
  return { folder, knex, queue, log, sequencer, integrator, differences, add, close };
}

describe('the integrator', () => {
  test('adds committed entries to the log in order, and marks their indexes', async () => {
    const { knex, log, integrator, add, sequencer } = await running();
    await add(1_500);
    await integrator.settle();
    expect(sequencer.head.size).toBe(1_500);
    await integrator.close();
    expect(await waitingEntries(knex, 10)).toEqual([]);
    const openings = await openingsBetween(knex, 0, 3_000);
    const entries = await entriesBetween(log.database.reader, 0, 3_000);
    expect(openings.map(({ event }) => event)).toEqual(entries.map(({ event }) => event));
    expect(openings.map(({ index }) => index)).toEqual(entries.map(({ index }) => index));
  });
  test('at the next start, adds entries that a crash left in the database', async () => {
    const first = await running();
    await first.add(3);
    // Ends before any call.
    const second = await running(first.folder);
    await second.integrator.settle();
    expect(second.sequencer.head.size).toBe(3);
  });
  test('does not duplicate entries that were integrated but not marked', async () => {
    const { knex, queue, integrator, sequencer, add } = await running();
    await add(5);
    await integrator.settle();
    await integrator.close();
    await queue.run((transaction) => transaction('ledger_openings').update({ entry_index: null }));
    await integrator.settle();
    await integrator.close();
    expect(sequencer.head.size).toBe(5);
    expect((await openingsBetween(knex, 0, 10)).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  });
  test('rejects waiting callers when the log accepts no more, and keeps the entries', async () => {
    const { knex, integrator, sequencer, add } = await running();
    await sequencer.close();
    await add(2);
    await expect(integrator.settle()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await waitingEntries(knex, 10)).toHaveLength(2);
  });
  test('adds nothing for a rolled-back transaction', async () => {
    const { queue, integrator, sequencer } = await running();
    const work = queue.run(async (transaction) => {
      await enter(transaction, 'test', SAMPLE_ENTRIES.viewing);
      throw new Error('a bug');
    });
    await expect(work).rejects.toThrow('a bug');
    await integrator.settle();
    expect(sequencer.head.size).toBe(0);
  });
});

test('an erasure leaves the log unchanged and has its own entry', async () => {
  const { knex, queue, log, integrator, sequencer, add } = await running();
  await add(3);
  await integrator.settle();
  await integrator.close();
  const before = await entriesBetween(log.database.reader, 0, 3);
  const [first] = await openingsBetween(knex, 0, 1);
  const erase = () =>
    queue.run((transaction) =>
      eraseEntries(transaction, { events: [first!.event], cause: 'request', at: Date.UTC(2026, 3) }),
    );
  expect(await erase()).toBe(1);
  await integrator.settle();
  await integrator.close();
  expect(sequencer.head.size).toBe(4);
  expect(await entriesBetween(log.database.reader, 0, 3)).toEqual(before);
  const openings = await openingsBetween(knex, 0, 4);
  expect(openings.map(({ opening }) => opening === undefined)).toEqual([true, false, false, false]);
  expect(Buffer.from(openings[3]!.opening!.payload).toString()).toContain(Buffer.from(first!.event).toString('hex'));
  expect(await erase()).toBe(0);
});

describe('an opening that a person writes into the database', () => {
  /** The columns of an opening that the server wrote, with a new event. */
  async function likeOne({ knex }: Awaited<ReturnType<typeof running>>) {
    const { id: _id, ...one } = (await knex('ledger_openings').orderBy('id', 'desc').first()) as Record<
      string,
      unknown
    >;
    return { ...one, event: randomBytes(16), entry_index: null };
  }

  test.each([
    ['without a code', { writer: null, number: null, code: null }],
    ['with the code of another', {}],
    ['with a made-up code', { code: randomBytes(32) }],
    ['with a code of the wrong length', { code: Buffer.alloc(0) }],
    ['with the next number', { number: 3 }],
    ['with text for the number', { number: 'three' }],
    ['with a number beyond all', { number: Number.MAX_SAFE_INTEGER }],
    ['for another subject', { subject: 'row/duties/abc' }],
    ['with text for bytes', { event: 'text', entry: 'text' }],
  ])('does not enter the log, and is reported once: %s', async (_how, columns) => {
    const one = await running();
    const { knex, integrator, sequencer, add, differences } = one;
    await add(2);
    await integrator.settle();
    await knex('ledger_openings').insert({ ...(await likeOne(one)), ...columns });
    await add(2);
    await integrator.settle();
    await integrator.settle();
    expect(sequencer.head.size).toBe(4);
    const about = 'subject' in columns ? { kind: 'duties', row: 'abc' } : { kind: 'viewing' };
    expect(differences).toEqual([{ code: 'opening-forged', index: null, ...about }]);
  });

  test('does not keep others waiting, however many there are', async () => {
    const one = await running();
    const { knex, integrator, sequencer, add } = one;
    await add(1);
    const like = await likeOne(one);
    const forged = Array.from({ length: 3_000 }, () => ({ ...like, event: randomBytes(16) }));
    for (let from = 0; from < forged.length; from += 60) {
      await knex('ledger_openings').insert(forged.slice(from, from + 60));
    }
    await add(2);
    await integrator.settle();
    expect(sequencer.head.size).toBe(3);
  });

  test('does not return from a transaction that was rolled back', async () => {
    const { knex, queue, integrator, sequencer, add, differences } = await running();
    await add(1);
    let seen: Record<string, unknown> | undefined;
    const failing = queue.run(async (transaction) => {
      await enter(transaction, 'test', SAMPLE_ENTRIES.viewing);
      seen = (await transaction('ledger_openings').orderBy('id', 'desc').first()) as Record<string, unknown>;
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await add(1);
    await integrator.settle();
    const { id: _id, ...opening } = seen!;
    await knex('ledger_openings').insert(opening);
    await integrator.settle();
    expect(sequencer.head.size).toBe(2);
    expect(differences).toEqual([{ code: 'opening-repeated', index: null, kind: 'viewing' }]);
  });
});

describe('an opening that a person removes before it is in the log', () => {
  test.each([
    ['the first', 1],
    ['one between others', 2],
    ['the last', 3],
  ])('is missed, and its callers are refused: %s', async (_which, number) => {
    const { knex, integrator, sequencer, add, differences } = await running();
    await add(3);
    await (await ownersOf(knex))('ledger_openings').where({ number }).delete();
    const settled = integrator.settle();
    if (number === 3) await expect(settled).rejects.toMatchObject({ code: 'unavailable' });
    else await settled;
    expect(sequencer.head.size).toBe(2);
    expect(differences).toEqual([{ code: 'opening-missing', kind: 'entry', index: null }]);
    await add(1);
    await integrator.settle();
    expect(sequencer.head.size).toBe(3);
    expect(differences).toHaveLength(1);
  });

  test('is missed at the next start, where a later one of the same process is there', async () => {
    const first = await running();
    await first.add(2);
    await first.integrator.settle();
    await first.integrator.close();
    await first.add(3);
    await (await ownersOf(first.knex))('ledger_openings').where({ number: 4 }).delete();
    const second = await running(first.folder);
    await second.integrator.settle();
    expect(second.sequencer.head.size).toBe(4);
    expect(second.differences).toEqual([{ code: 'opening-missing', kind: 'entry', index: null }]);
  });
});
