import { describe, expect, test } from 'vitest';
import { eraseEntries } from '../../../../server/records/ledger/entry/enter.ts';
import { fsck, type FsckParts } from '../../../../server/records/ledger/fsck.ts';
import { OpeningCodes } from '../../../../server/records/ledger/entry/opening-codes.ts';
import { findHead } from '../../../../server/records/ledger/log/log-tables.ts';
import { LedgerError } from '../../../../server/platform/transparency/ledger-error.ts';
import { TEST_SECRET } from './fixtures/test-log.ts';
import { openingsBetween } from '../../../../server/records/ledger/entry/openings.ts';
import { ownersOf } from '../../fixtures/owners-of.ts';
import { filledLedger, type FilledLedger } from './fixtures/filled-ledger.ts';

const check = ({ ledger, database, key }: FilledLedger, also: Partial<FsckParts> = {}) =>
  fsck({ log: ledger.database.reader, openings: database.knex, key, policy: undefined, ...also });

const ENTRIES = 600;

describe('fsck', () => {
  test('accepts a sound ledger', async () => {
    const filled = await filledLedger(ENTRIES);
    await filled.publish();
    expect(await check(filled)).toMatchObject({ entries: ENTRIES, tiles: 4, openings: ENTRIES, erased: 0, faults: [] });
  });
  test('accepts an empty ledger', async () => {
    expect((await check(await filledLedger(0))).faults).toEqual([]);
  });
  test('accepts an erased opening only if an erasure covers it', async () => {
    const filled = await filledLedger(20);
    const [third] = await openingsBetween(filled.database.knex, 2, 3);
    await filled.queue.run((transaction) =>
      eraseEntries(transaction, { events: [third!.event], cause: 'retention', at: Date.UTC(2026, 5) }),
    );
    await filled.add();
    expect(await check(filled)).toMatchObject({ entries: 21, openings: 20, erased: 1, faults: [] });
    await filled.database.knex('ledger_openings').where({ entry_index: 7 }).update({ salt: null, payload: null });
    expect((await check(filled)).faults).toEqual([{ code: 'erased-silently', index: 7 }]);
  });
  test.each([
    ['an entry altered', 'update entries set entry = zeroblob(35) where entry_index = 5', ['opening', 'tile', 'root']],
    ['an entry removed', 'delete from entries where entry_index = 5', ['entry-missing', 'tile', 'root']],
    ['the last entries cut off', 'delete from entries where entry_index >= 590', ['entry-missing', 'root']],
    [
      'two entries in each other’s place',
      'update entries set entry_index = case entry_index when 5 then -7 else -5 end where entry_index in (5, 7);' +
        'update entries set entry_index = -entry_index where entry_index < 0',
      ['opening', 'tile', 'root'],
    ],
    ['an entry added', 'insert into entries values (600, randomblob(16), zeroblob(35))', ['entry-beyond']],
    ['a full tile altered', 'update tiles set hashes = zeroblob(8192) where id = 1', ['tile']],
    ['an open tile altered', 'update tiles set hashes = zeroblob(length(hashes)) where id = 2', ['tile']],
    ['a tile removed', 'delete from tiles where id = 0', ['tile']],
    ['the root altered', "update heads set root = zeroblob(32) where kind = 'integrated'", ['head', 'root']],
    ['the published head altered', "update heads set root = zeroblob(32) where kind = 'published'", ['published']],
  ])('finds %s', async (_name, sql, codes) => {
    const filled = await filledLedger(ENTRIES);
    await filled.publish();
    const owners = await ownersOf(filled.ledger.database.writer);
    for (const statement of sql.split(';')) await owners.raw(statement);
    const { faults } = await check(filled);
    for (const code of codes) expect(faults.map((fault) => fault.code)).toContain(code);
  });
  test.each([
    [
      'a payload altered',
      "update ledger_openings set payload = cast(replace(payload, '3', '4') as blob) where entry_index = 0",
      'opening',
    ],
    ['a payload that is no entry', 'update ledger_openings set payload = zeroblob(9) where entry_index = 0', 'opening'],
    ['openings exchanged', 'update ledger_openings set event = randomblob(16) where entry_index = 0', 'opening'],
    ['an opening removed', 'delete from ledger_openings where entry_index = 0', 'opening-missing'],
  ])('finds %s', async (_name, sql, code) => {
    const filled = await filledLedger(10);
    await (await ownersOf(filled.database.knex)).raw(sql);
    expect((await check(filled)).faults).toEqual([{ code, index: 0 }]);
  });
  test('finds content that was put back after its erasure', async () => {
    const filled = await filledLedger(20);
    const { knex } = filled.database;
    const [third] = await openingsBetween(knex, 2, 3);
    await filled.queue.run((transaction) =>
      eraseEntries(transaction, { events: [third!.event], cause: 'request', at: Date.UTC(2026, 5) }),
    );
    await filled.add();
    const { salt, payload } = third!.opening!;
    const content = { salt: Buffer.from(salt), payload: Buffer.from(payload) };
    await knex('ledger_openings').where({ entry_index: 2 }).update(content);
    expect((await check(filled)).faults).toEqual([{ code: 'erasure-undone', index: null }]);
  });
  test('finds a log that is behind the ratchet, or another one', async () => {
    const filled = await filledLedger(10);
    const { size, root } = (await findHead(filled.ledger.database.reader, 'integrated'))!;
    expect((await check(filled, { ratchet: { size, root } })).faults).toEqual([]);
    for (const ratchet of [
      { size: size + 1, root },
      { size, root: new Uint8Array(32) },
    ]) {
      expect((await check(filled, { ratchet })).faults).toEqual([{ code: 'behind-ratchet', index: null }]);
    }
  });
  test('finds openings beyond the log', async () => {
    const filled = await filledLedger(10);
    const owners = await ownersOf(filled.database.knex);
    await owners('ledger_openings').where({ entry_index: 9 }).update({ entry_index: 12 });
    const codes = (await check(filled)).faults.map(({ code }) => code);
    expect(codes).toContain('opening-beyond');
  });
  test('finds a waiting opening without a valid code, where the key is, and says where it is not', async () => {
    const filled = await filledLedger(10);
    const { knex } = filled.database;
    const { id: _id, ...one } = (await knex('ledger_openings').first()) as Record<string, unknown>;
    await knex('ledger_openings').insert({ ...one, event: Buffer.alloc(16, 1), entry_index: null });
    expect(await check(filled)).toMatchObject({ codes: false, faults: [] });
    const codes = new OpeningCodes(TEST_SECRET);
    const found = { codes: true, faults: [{ code: 'opening-forged', index: null }] };
    expect(await check(filled, { codes })).toMatchObject(found);
  });
  test('finds that a witness has seen more, and names the silent ones', async () => {
    const filled = await filledLedger(10);
    const ahead = () => Promise.reject(new LedgerError('witness-ahead', ''));
    expect((await check(filled, { ask: ahead })).faults).toEqual([{ code: 'witness-ahead', index: null }]);
    const silent = { silentWitnesses: ['https://a.example'], faults: [] };
    expect(await check(filled, { ask: () => Promise.resolve(['https://a.example']) })).toMatchObject(silent);
  });
  test('refuses a signature of another key', async () => {
    const filled = await filledLedger(10);
    const other = await filledLedger(0);
    const parts = { log: filled.ledger.database.reader, openings: undefined, key: other.key, policy: undefined };
    expect((await fsck(parts)).faults).toEqual([{ code: 'head', index: null }]);
  });
});
