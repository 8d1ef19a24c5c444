import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Difference } from '../../../../../server/platform/base/difference.ts';
import { receiveReport } from '../../../../../server/intake/ingest/receive-report.ts';
import { LedgerError } from '../../../../../server/platform/transparency/ledger-error.ts';
import { openLedgerReader } from '../../../../../server/platform/database/ledger-database.ts';
import type { StorePlace } from '../../../../../server/platform/database/place.ts';
import { listOpenings } from '../../../../../server/records/ledger/entry/openings.ts';
import { RATCHET_FILE } from '../../../../../server/records/ledger/log/open-log.ts';
import { Ratchet } from '../../../../../server/records/ledger/log/ratchet.ts';
import { changeRows } from '../../../../../server/records/ledger/recorded/write-row.ts';
import { MARK_FILE } from '../../../../../server/records/ledger/reconcile/mark.ts';
import { proveTables } from '../../../../../server/records/ledger/reconcile/prove-tables.ts';
import { startFailureOf } from '../../../../../server/main/config/start-failure.ts';
import type { ServerLedger } from '../../../../../server/records/ledger/server-ledger.ts';
import { findHead } from '../../../../../server/records/ledger/log/log-tables.ts';
import { ingestBench, type IngestBench } from '../../../fixtures/ingest-bench.ts';
import { ownersOf } from '../../../fixtures/owners-of.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { earlierPlace, insertKiosk } from '../fixtures/earlier-place.ts';
import { engine } from '../../../fixtures/engines.ts';

const DAY_MS = 86_400_000;

async function reported(count: number) {
  const place = await engine.place();
  const bench = await ingestBench({ place });
  const kiosk = testKiosk();
  await bench.enrol(kiosk);
  for (let n = 0; n < count; n++) await receiveReport(bench.context, kiosk.next().wire);
  await bench.context.ledger.settle();
  return { place, bench, kiosk };
}

const refused = (opening: Promise<unknown>) =>
  opening.then(
    () => 'opened',
    (error: unknown) => (error instanceof LedgerError ? error.code : error),
  );

/**
 * Ends each pause of the run until it has ended. A pause lasts in proportion to the work before it, which took no time: the clock stands
 * still, and turning it by nothing fires what is due.
 */
async function looked({ context, clock }: IngestBench): Promise<void> {
  const ledger = context.ledger as unknown as { reconcile(): Promise<void> };
  const state = { isOver: false };
  const look = ledger.reconcile().finally(() => (state.isOver = true));
  while (!state.isOver) {
    clock.turn(0);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await look;
}

/** The differences found so far. */
function differencesOf({ context }: IngestBench): Difference[] {
  const found: Difference[] = [];
  (context.ledger as ServerLedger).start(
    (report) => void (report.kind === 'difference' && found.push(report.difference)),
  );
  return found;
}

const ledgerOf = ({ context }: IngestBench) => context.ledger as unknown as ServerLedger;
const agrees = (bench: IngestBench) => ledgerOf(bench).tablesAgree();

describe('the reconciliation at a start', () => {
  test('refuses a database without the last openings of its log', async () => {
    const { place, bench } = await reported(4);
    await bench.close();
    const again = await ingestBench({ place });
    const owners = await ownersOf(again.database.knex);
    await owners('ledger_openings').where('entry_index', '>=', 4).delete();
    await owners('reports').where('feed_position', '>=', 4).delete();
    await again.close();
    // A start does not check entries again that were reconciled; it checks newer ones.
    rmSync(join(place.dataDir, MARK_FILE));
    expect(await refused(ingestBench({ place }))).toBe('tables-behind');
    expect(startFailureOf(new LedgerError('tables-behind', '')).hint).toContain('Recovery');
  });

  test('continues with entries that a crash left unmarked', async () => {
    const { place, bench } = await reported(3);
    await bench.close();
    const again = await ingestBench({ place });
    await (await ownersOf(again.database.knex))('ledger_openings')
      .where('entry_index', '>=', 2)
      .update({ entry_index: null });
    await again.close();
    const third = await ingestBench({ place });
    expect(agrees(third)).toBe(true);
    await looked(third);
    expect(agrees(third)).toBe(true);
  });

  test('finds changes since the last reconciled head, and remembers them', async () => {
    const { place, bench } = await reported(3);
    await (await ownersOf(bench.database.knex))('reports').where({ feed_position: 2 }).update({ outcome: 'referred' });
    await bench.close();
    const second = await ingestBench({ place });
    expect(agrees(second)).toBe(false);
    await second.close();
    const third = await ingestBench({ place });
    expect(agrees(third)).toBe(false);
    await looked(third);
    expect(ledgerOf(third).mayReturn()).toBe(false);
    await (await ownersOf(third.database.knex))('reports').where({ feed_position: 2 }).update({ outcome: 'cleared' });
    await looked(third);
    expect(agrees(third)).toBe(false);
    expect(ledgerOf(third).mayReturn()).toBe(true);
    await ledgerOf(third).returnToService();
    expect(agrees(third)).toBe(true);
  });

  test.each(['missing', 'an earlier one'])('reports a mark that is %s', async (which) => {
    const { place, bench, kiosk } = await reported(3);
    await looked(bench);
    const [path, kept] = [join(place.dataDir, MARK_FILE), join(place.dataDir, 'kept')];
    copyFileSync(path, kept);
    await receiveReport(bench.context, kiosk.next().wire);
    await looked(bench);
    await bench.close();
    if (which === 'missing') rmSync(path);
    else copyFileSync(kept, path);
    const again = await ingestBench({ place });
    await looked(again);
    expect(differencesOf(again)).toEqual([{ code: 'mark-is-old', kind: 'entry', index: null }]);
    expect(agrees(again)).toBe(false);
    await again.close();
    const third = await ingestBench({ place });
    expect(agrees(third)).toBe(false);
  });

  test('ignores a mark that the log’s key did not sign', async () => {
    const { place, bench } = await reported(3);
    await bench.close();
    const other = await reported(9);
    await other.bench.close();
    // A second start marks the entries of the first one.
    await (await ingestBench({ place: other.place })).close();
    const again = await ingestBench({ place });
    await (await ownersOf(again.database.knex))('ledger_openings').where({ entry_index: 1 }).delete();
    await again.close();
    copyFileSync(join(other.place.dataDir, MARK_FILE), join(place.dataDir, MARK_FILE));
    expect(await refused(ingestBench({ place }))).toBe('tables-behind');
  });
});

describe('the reconciliation of a running server', () => {
  test('finds a changed row that gives a right at the next look, and remembers it when it was put back', async () => {
    const { bench, kiosk } = await reported(5);
    await looked(bench);
    expect(agrees(bench)).toBe(true);
    const owners = await ownersOf(bench.database.knex);
    await owners('kiosks').update({ disabled_at: 5 });
    await looked(bench);
    expect(agrees(bench)).toBe(false);
    expect(differencesOf(bench)).toContainEqual({ code: 'row-altered', kind: 'kiosks', index: null, row: kiosk.id });
    await owners('kiosks').update({ disabled_at: null });
    await looked(bench);
    expect(agrees(bench)).toBe(false);
    expect(ledgerOf(bench).mayReturn()).toBe(true);
    await receiveReport(bench.context, kiosk.next().wire);
  });

  test('finds a changed row of any other table with the next full run', async () => {
    const { bench } = await reported(5);
    await looked(bench);
    const owners = await ownersOf(bench.database.knex);
    await owners('reports').where({ feed_position: 2 }).update({ outcome: 'referred' });
    bench.clock.turn(DAY_MS);
    await looked(bench);
    expect(differencesOf(bench)).toEqual([{ code: 'row-altered', kind: 'report', index: expect.any(Number) }]);
  });
});

describe('a forged row that the server has changed since', () => {
  test('is reported once, and keeps the server out of service until two people return it', async () => {
    const { place, bench, kiosk } = await reported(2);
    await looked(bench);
    await (await ownersOf(bench.database.knex))('kiosks').where({ id: kiosk.id }).update({ disabled_at: 5 });
    await bench.context.queue.run((transaction) =>
      changeRows(transaction, 'kiosks', { id: kiosk.id }, { disabled_at: 6 }),
    );
    await bench.context.ledger.settle();
    await looked(bench);
    const expected = { code: 'row-was-altered', kind: 'kiosks', index: expect.any(Number), row: kiosk.id };
    expect(differencesOf(bench)).toEqual([expected]);
    expect(agrees(bench)).toBe(false);
    expect(ledgerOf(bench).mayReturn()).toBe(true);
    await ledgerOf(bench).returnToService();
    await bench.close();
    const again = await ingestBench({ place });
    await looked(again);
    expect(agrees(again)).toBe(true);
    expect(differencesOf(again)).toEqual([]);
  });
});

const adoptionsIn = async ({ database }: IngestBench) =>
  (await listOpenings(database.knex, { limit: 10, type: 'adoption' })).map(
    ({ payload }) => (JSON.parse(new TextDecoder().decode(payload)) as { rows: object }).rows,
  );

describe('adoption', () => {
  test('enters the rows of a database from before rows were recorded, at its start and once', async () => {
    const place = await earlierPlace('0040');
    const bench = await ingestBench({ place });
    await bench.context.ledger.settle();
    const { reader: log } = bench.ledgerDatabase;
    const size = (await findHead(log, 'integrated'))!.size;
    expect(size).toBe(2);
    expect(await proveTables({ log, database: bench.database.knex, size })).toMatchObject({
      adopted: true,
      differing: 0,
    });
    expect(await adoptionsIn(bench)).toEqual([{ kiosks: 1 }]);
    await bench.close();
    const again = await ingestBench({ place });
    expect(await adoptionsIn(again)).toEqual([{ kiosks: 1 }]);
  });

  test('counts the rows of a database whose records had no codes, and enters none that has no record', async () => {
    const place = await earlierPlace('0190');
    const bench = await ingestBench({ place });
    await bench.context.ledger.settle();
    expect(await adoptionsIn(bench)).toEqual([{ kiosks: 1 }]);
    await looked(bench);
    expect(agrees(bench)).toBe(false);
    expect(differencesOf(bench)).toMatchObject([{ code: 'row-unrecorded', kind: 'kiosks' }]);
  });

  test('leaves out rows that were inserted into a new database before its first start', async () => {
    const place = await engine.place();
    const { knex } = await engine.open(place);
    await insertKiosk(knex, 'north-1');
    expect(await refused(ingestBench({ place }))).toBe('not-adopted');
  });

  /** A server that has adopted, without any opening, and with a row that was inserted since. */
  async function withoutOpenings(): Promise<StorePlace> {
    const place = await earlierPlace('0040');
    const bench = await ingestBench({ place });
    await bench.context.ledger.settle();
    await looked(bench);
    await bench.close();
    const knex = await ownersOf((await engine.open(place)).knex);
    await insertKiosk(knex, 'north-2');
    await knex('ledger_openings').delete();
    return place;
  }

  test('does not happen again when openings are deleted', async () => {
    const place = await withoutOpenings();
    const again = await ingestBench({ place });
    expect(await adoptionsIn(again)).toEqual([]);
    expect(agrees(again)).toBe(false);
    await again.close();
    rmSync(join(place.dataDir, MARK_FILE));
    expect(await refused(ingestBench({ place }))).toBe('not-adopted');
  });

  test('does not happen when the log has adopted and the ratchet is a new one', async () => {
    const place = await withoutOpenings();
    const log = await openLedgerReader(place);
    const head = (await findHead(log.reader, 'integrated'))!;
    await log.close();
    for (const file of [MARK_FILE, RATCHET_FILE]) rmSync(join(place.dataDir, file));
    await (await Ratchet.create(join(place.dataDir, RATCHET_FILE), head)).close();
    expect(await refused(ingestBench({ place }))).toBe('not-adopted');
  });
});
