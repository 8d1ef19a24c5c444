import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, test } from 'vitest';
import { isIncluded, inclusionProof } from '../../../../../server/platform/transparency/merkle/inclusion.ts';
import { leafHash } from '../../../../../server/contract/merkle/hash.ts';
import { nodeReader, readTile } from '../../../../../server/records/ledger/log/log-reader.ts';
import { openLog, RATCHET_FILE } from '../../../../../server/records/ledger/log/open-log.ts';
import { Sequencer } from '../../../../../server/records/ledger/log/sequencer.ts';
import { decodeBundle } from '../../../../../server/platform/transparency/tile/bundle.ts';
import { parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import { LEDGER_FILE } from '../../../../../server/platform/database/ledger-database.ts';
import { ownersOf } from '../../../fixtures/owners-of.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { numberedEvent, openTestLog, randomEvent, testPlace } from '../fixtures/test-log.ts';

async function running(folder = temporaryFolder()) {
  const log = await openTestLog(folder);
  const sequencer = await Sequencer.open(log);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= sequencer.close().then(() => log.close()));
  onTestFinished(close);
  return { folder, log, sequencer, close };
}

const submitAll = (sequencer: Sequencer, from: number, to: number) =>
  Promise.all(Array.from({ length: to - from }, (_, at) => sequencer.submit(numberedEvent(from + at))));

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('the sequencer', () => {
  test('gives each entry its index, in order of submission, under a signed head', async () => {
    const { log, sequencer } = await running();
    expect(await submitAll(sequencer, 0, 600)).toEqual(Array.from({ length: 600 }, (_, index) => index));
    const { head } = sequencer;
    expect(head.size).toBe(600);
    expect(verifyNote(parseNote(head.checkpoint), [log.signer.key])).toHaveLength(1);
    for (const index of [0, 255, 256, 599]) {
      const leaf = leafHash(numberedEvent(index).entry);
      const proof = await inclusionProof(nodeReader(log.database.reader, 600), index, 600);
      expect(isIncluded({ index, size: 600, leaf, proof, root: head.root })).toBe(true);
    }
    const bundle = await readTile(log.database.reader, { level: 'entries', index: 2, width: 88 });
    expect(
      decodeBundle(bundle)
        .map((entry) => Buffer.from(entry).toString())
        .at(-1),
    ).toBe('entry 599');
    const beyond = readTile(log.database.reader, { level: 'entries', index: 2, width: 89 });
    expect(await codeOf(beyond)).toBe('damaged');
  });
  test('returns the existing index for a repeated event: in one batch, later, and after a restart', async () => {
    const first = await running();
    const twice = [numberedEvent(0), numberedEvent(1), numberedEvent(0)];
    expect(await Promise.all(twice.map((one) => first.sequencer.submit(one)))).toEqual([0, 1, 0]);
    expect(await first.sequencer.submit(numberedEvent(1))).toBe(1);
    await first.close();
    const second = await running(first.folder);
    expect(await second.sequencer.submit(numberedEvent(0))).toBe(0);
    expect(second.sequencer.head.size).toBe(2);
  });
  test('keeps two events with equal content apart', async () => {
    const { sequencer } = await running();
    const { entry } = randomEvent();
    const indexes = await Promise.all([1, 2].map(() => sequencer.submit({ ...randomEvent(), entry })));
    expect(indexes).toEqual([0, 1]);
  });
  test('finishes waiting entries before it closes, and accepts no more', async () => {
    const { sequencer } = await running();
    const all = submitAll(sequencer, 0, 3_000);
    await sequencer.close();
    expect(await all).toHaveLength(3_000);
    expect(await codeOf(sequencer.submit(numberedEvent(1)))).toBe('stopped');
  });
  test('refuses entries beyond its limit', async () => {
    const { sequencer } = await running();
    const settled = await Promise.allSettled(Array.from({ length: 20_050 }, () => sequencer.submit(randomEvent())));
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(50);
  });
});

describe('two sequencers over one log', () => {
  test('do not fork it: the overtaken one stops', async () => {
    const { folder, sequencer } = await running();
    await submitAll(sequencer, 0, 10);
    const second = await running(folder);
    expect(await second.sequencer.submit(numberedEvent(10))).toBe(10);
    expect(await codeOf(sequencer.submit(numberedEvent(11)))).toBe('head-moved');
    expect((await sequencer.failed).code).toBe('head-moved');
    expect(await codeOf(sequencer.submit(numberedEvent(12)))).toBe('head-moved');
    expect(await second.sequencer.submit(numberedEvent(11))).toBe(11);
  });
});

describe('a log in a wrong state', () => {
  test('is refused when it was restored from an old backup', async () => {
    const before = await running();
    await submitAll(before.sequencer, 0, 10);
    await before.close();
    const backup = join(temporaryFolder(), LEDGER_FILE);
    cpSync(join(before.folder, LEDGER_FILE), backup);
    const after = await running(before.folder);
    await submitAll(after.sequencer, 10, 20);
    await after.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(before.folder, LEDGER_FILE + suffix), { force: true });
    cpSync(backup, join(before.folder, LEDGER_FILE));
    const log = await openTestLog(before.folder);
    onTestFinished(log.close);
    expect(await codeOf(Sequencer.open(log))).toBe('behind-ratchet');
  });
  test.each([LEDGER_FILE, RATCHET_FILE, 'key'])('is refused without its %s, and not made anew', async (lost) => {
    const { folder, sequencer, close } = await running();
    await submitAll(sequencer, 0, 3);
    await close();
    rmSync(join(folder, lost));
    expect(await codeOf(openTestLog(folder))).toBe('no-log');
  });
  test('continues after an interrupted first start', async () => {
    for (const lost of [[LEDGER_FILE], ['key', LEDGER_FILE]]) {
      const { folder, close } = await running();
      await close();
      for (const file of lost) rmSync(join(folder, file));
      const again = await running(folder);
      expect(await again.sequencer.submit(numberedEvent(0))).toBe(0);
    }
  });
  test.each([
    ['a tile', 'update tiles set hashes = zeroblob(32) where id = 0 and width = 1'],
    ['the head’s size', 'update heads set size = 2'],
    ['the head’s root', 'update heads set root = zeroblob(32)'],
    ['the signature', "update heads set checkpoint = replace(checkpoint, '— log', '— lag')"],
    ['an entry too many', 'insert into entries values (1, randomblob(16), zeroblob(1))'],
    ['an entry missing', 'delete from entries'],
    ['a published head of another history', "insert into heads values ('published', 1, zeroblob(32), '')"],
    ['a published head ahead', "insert into heads values ('published', 7, zeroblob(32), '')"],
    ['no head', 'delete from heads'],
  ])('is refused at start with %s altered', async (_name, sql) => {
    const { folder, sequencer, log, close } = await running();
    await submitAll(sequencer, 0, 1);
    await (await ownersOf(log.database.writer)).raw(sql);
    await close();
    const reopened = await openTestLog(folder);
    onTestFinished(reopened.close);
    expect(await codeOf(Sequencer.open(reopened))).toMatch(/^(damaged|no-log)$/);
  });
  test('is refused under another name', async () => {
    const { folder, sequencer, close } = await running();
    await submitAll(sequencer, 0, 1);
    await close();
    const other = await openLog({ ...testPlace(folder), origin: 'log.example/other' });
    onTestFinished(() => other.database.close().then(() => other.ratchet.close()));
    expect(await codeOf(Sequencer.open(other))).toBe('damaged');
  });
  test('may keep its ratchet in another folder', async () => {
    const folder = temporaryFolder();
    const elsewhere = join(temporaryFolder(), 'deep', 'down');
    mkdirSync(elsewhere, { recursive: true });
    const log = await openLog(testPlace(folder, elsewhere));
    onTestFinished(() => log.database.close().then(() => log.ratchet.close()));
    expect(log.ratchet.head.size).toBe(0);
  });
});
