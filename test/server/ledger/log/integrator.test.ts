import { onTestFinished, describe, expect, test } from 'vitest';
import { eraseEntries, enter } from '../../../../server/ledger/entry/enter.ts';
import { Integrator } from '../../../../server/ledger/log/integrator.ts';
import { Sequencer } from '../../../../server/ledger/log/sequencer.ts';
import { openDatabase } from '../../../../server/database/database.ts';
import { entriesBetween } from '../../../../server/ledger/log/log-tables.ts';
import { openingsBetween, waitingEntries } from '../../../../server/ledger/entry/openings.ts';
import { WriteQueue } from '../../../../server/database/write-queue.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { SAMPLE_ENTRIES } from '../fixtures/sample-entries.ts';
import { openTestLog } from '../fixtures/test-log.ts';

async function running(folder = temporaryFolder()) {
  const { knex } = await openDatabase({ dataDir: folder });
  const queue = new WriteQueue(knex);
  const log = await openTestLog(folder);
  const sequencer = await Sequencer.open(log);
  const integrator = new Integrator(knex, queue, sequencer);
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
  return { folder, knex, queue, log, sequencer, integrator, add, close };
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
