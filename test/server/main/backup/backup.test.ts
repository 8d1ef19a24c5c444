/** A backup of one place restored into another: on each engine, and from each into the other. */
import { copyFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createBackup, listBackups } from '../../../../server/main/backup/create.ts';
import type { Trust } from '../../../../server/main/backup/judge.ts';
import { makeIdentity } from '../../../../server/main/backup/recipient.ts';
import { restoreBackup, verifyBackup, type RestoreParts } from '../../../../server/main/backup/restore.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { ledgerKeyFile } from '../../../../server/platform/keys/file-keys.ts';
import { RATCHET_FILE } from '../../../../server/records/ledger/log/open-log.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { parsePolicy } from '../../../../server/platform/transparency/proof/policy.ts';
import { showWitnesses } from '../../../../server/records/ledger/publish/show-witnesses.ts';
import { serverLedgerKey } from '../../../../server/records/ledger/server-ledger.ts';
import { findHead } from '../../../../server/records/ledger/log/log-tables.ts';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { describeOnEachEngine, emptyPostgresPlace } from '../../fixtures/engines.ts';
import { ownersOf } from '../../fixtures/owners-of.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { runWitness } from '../../records/ledger/fixtures/test-witness.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const ORIGIN = 'log.example/test';

/** A place where a lane has reported, with the means to back it up. */
async function reported(place: StorePlace, count = 12) {
  const kiosk = testKiosk();
  const bench = await ingestBench({ place });
  await bench.enrol(kiosk);
  const reports = Array.from({ length: count }, () => kiosk.next());
  const receipts = await deliver(bench, reports);
  const folder = temporaryFolder();
  const identity = await makeIdentity(join(folder, 'identity'));
  const ledgerKey = await serverLedgerKey(ledgerKeyFile(place.dataDir), ORIGIN);
  const trust: Trust = {
    ledgerKey,
    policy: undefined,
    receiptKey: bench.serverKey,
    codes: undefined,
    current: undefined,
  };
  const create = async () => {
    const parts = { place, recipient: identity, folder, atMs: Date.now(), receiptKey: bench.serverKey };
    const created = await createBackup({ ...parts, ledgerKey: encodeVkey(ledgerKey) });
    return { ...created, file: join(folder, created.file) };
  };
  const restore = (file: string, to: StorePlace, over: Partial<RestoreParts> = {}) =>
    restoreBackup({
      ...{ file, identity, trust, place: to, ratchetDir: to.dataDir, nowMs: Date.now(), newLedger: false },
      ...over,
    });
  return { kiosk, bench, place, reports, receipts, folder, identity, trust, create, restore };
}

async function deliver(
  { context }: Awaited<ReturnType<typeof ingestBench>>,
  reports: readonly { readonly wire: Uint8Array }[],
): Promise<string[]> {
  const answers: string[] = [];
  for (const { wire } of reports) {
    const answer = await receiveReport(context, wire);
    answers.push('receipt' in answer ? Buffer.from(answer.receipt).toString('hex') : answer.code);
  }
  return answers;
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: unknown }) => error.code,
  );

/** The log's key, which no backup contains, comes from its own place. */
const giveKey = (from: StorePlace, to: StorePlace) =>
  copyFileSync(join(from.dataDir, 'ledger-signing-key'), join(to.dataDir, 'ledger-signing-key'));

describeOnEachEngine('a backup', ({ name, place, emptyPlace }) => {
  it('is made while the server writes, and verifies', async () => {
    const { bench, kiosk, create, identity, trust, folder } = await reported(await place());
    const going = Array.from({ length: 60 }, () => kiosk.next());
    const [, created] = await Promise.all([deliver(bench, going), create()]);
    const judged = await verifyBackup(created.file, identity, trust, temporaryFolder());
    expect(judged.reports).toBeGreaterThanOrEqual(12);
    expect(judged.reports).toBeLessThanOrEqual(72);
    expect(judged.head.size + judged.waiting).toBeGreaterThanOrEqual(judged.reports);
    expect(await listBackups(folder)).toEqual([
      {
        file: expect.stringMatching(/^postern-\d{8}T\d{9}Z\.postern-backup$/) as string,
        bytes: created.bytes,
        keyId: Buffer.from(identity.keyId).toString('hex'),
      },
    ]);
    const sealed = readFileSync(created.file);
    for (const word of ['kiosk', 'north-1', 'payload']) expect(sealed.includes(word)).toBe(false);
  });

  it('restored into an empty place has the same content and continues', async () => {
    const here = await reported(await place());
    await here.bench.close();
    const { file } = await here.create();
    const there = await emptyPlace();
    expect(await here.restore(file, there)).toMatchObject({ reports: 12, waiting: 0, ratchet: 'made' });
    giveKey(here.place, there);
    const bench = await ingestBench({ place: there });
    expect(await deliver(bench, here.reports)).toEqual(here.receipts);
    // One id is skipped: the alarm's id follows the restored ones.
    here.kiosk.next();
    expect(await deliver(bench, [here.kiosk.next()])).toEqual([expect.stringMatching(/^[0-9a-f]{100,}$/)]);
    expect(await bench.alarms()).toMatchObject([{ kind: 'sequence-gap' }]);
    await bench.close();
    expect(readdirSync(there.dataDir).filter((one) => one.startsWith('.unpacked'))).toEqual([]);
  });

  it('overwrites nothing', async () => {
    const here = await reported(await place(), 2);
    await here.bench.close();
    const { file } = await here.create();
    expect(await codeOf(here.restore(file, here.place))).toBe('not-empty');
  });

  it('is refused if the ratchet has seen a longer log', async () => {
    const here = await reported(await place(), 3);
    const { file } = await here.create();
    await deliver(here.bench, [here.kiosk.next()]);
    await here.bench.close();
    const there = await emptyPlace();
    copyFileSync(join(here.place.dataDir, RATCHET_FILE), join(there.dataDir, RATCHET_FILE));
    expect(await codeOf(here.restore(file, there))).toBe('behind-ratchet');
    expect(readdirSync(there.dataDir)).toEqual([RATCHET_FILE]);
  });

  it('is refused if a witness has seen more, and names the witnesses that did not answer', async () => {
    const here = await reported(await place(), 3);
    const { file } = await here.create();
    const witness = await runWitness([here.trust.ledgerKey]);
    const [cosigner] = witness.cosigners;
    const policyAt = (url: string) =>
      parsePolicy(`log ${encodeVkey(here.trust.ledgerKey)}\nwitness w ${encodeVkey(cosigner!.key)} ${url}\nquorum w\n`);
    const policy = policyAt(witness.url);
    const restoreTo = async (over: typeof policy) =>
      here.restore(file, await emptyPlace(), { trust: { ...here.trust, policy: over } });
    expect(await restoreTo(policyAt('http://127.0.0.1:9'))).toMatchObject({
      silentWitnesses: ['http://127.0.0.1:9'],
    });
    // It has seen nothing, then as much as the backup has, then more.
    expect(await restoreTo(policy)).toMatchObject({ silentWitnesses: [] });
    expect(await restoreTo(policy)).toMatchObject({ silentWitnesses: [] });
    await deliver(here.bench, [here.kiosk.next()]);
    const { reader } = here.bench.ledgerDatabase;
    await showWitnesses(reader, (await findHead(reader, 'integrated'))!, policy, Date.now());
    expect(await codeOf(restoreTo(policy))).toBe('behind-witness');
  });

  it('without its log starts a new log with the same content', async () => {
    const here = await reported(await place(), 5);
    const { file } = await here.create();
    await deliver(here.bench, [here.kiosk.next()]);
    await here.bench.close();
    const there = await emptyPlace();
    expect(await here.restore(file, there, { newLedger: true })).toMatchObject({ reports: 5, ratchet: 'new-ledger' });
    const bench = await ingestBench({ place: there });
    expect(await deliver(bench, here.reports)).toEqual(here.receipts);
    await bench.close();
    const again = { ...here.trust, ledgerKey: await serverLedgerKey(ledgerKeyFile(there.dataDir), ORIGIN) };
    const parts = { place: there, recipient: here.identity, folder: temporaryFolder(), atMs: 0 };
    const created = await createBackup({ ...parts, ledgerKey: 'x', receiptKey: here.bench.serverKey });
    const judged = await verifyBackup(join(parts.folder, created.file), here.identity, again, temporaryFolder());
    expect(judged).toMatchObject({ reports: 5, waiting: 0 });
    // Openings of five reports, of the kiosk, and of its site and lane.
    expect(judged.head.size).toBe(8);
  });

  it('of an altered database is unsound', async () => {
    const here = await reported(await place(), 4);
    await here.bench.close();
    const tamper = async (table: string, change: Record<string, unknown>) => {
      const bench = await ingestBench({ place: here.place });
      const owners = await ownersOf(bench.database.knex);
      await owners(table)
        .where(table === 'reports' ? { feed_position: 2 } : { entry_index: 2 })
        .update(change);
      await bench.close();
      const { file } = await here.create();
      const code = await codeOf(verifyBackup(file, here.identity, here.trust, temporaryFolder()));
      rmSync(file);
      return code;
    };
    expect(await codeOf(verifyBackup((await here.create()).file, here.identity, here.trust, temporaryFolder()))).toBe(
      'done',
    );
    expect(await tamper('reports', { received_at: 1 })).toBe('unsound');
    expect(await tamper('ledger_openings', { salt: null, payload: null })).toBe('unsound');
  });

  it('must be a prefix of the present log, or the reverse', async () => {
    const here = await reported(await place(), 3);
    const { file } = await here.create();
    await deliver(here.bench, [here.kiosk.next()]);
    const { reader } = here.bench.ledgerDatabase;
    const judge = (current: Trust['current']) =>
      codeOf(verifyBackup(file, here.identity, { ...here.trust, current }, temporaryFolder()));
    expect(await judge(reader)).toBe('done');
    const fork = await reported(await place(), 9);
    expect(await judge(fork.bench.ledgerDatabase.reader)).toBe('unsound');
  });

  it('that is cut off, altered, or of another key changes nothing', async () => {
    const here = await reported(await place(), 3);
    await here.bench.close();
    const { file, bytes } = await here.create();
    const there = await emptyPlace();
    const other = await makeIdentity(join(here.folder, 'other'));
    expect(await codeOf(here.restore(file, there, { identity: other }))).toBe('other-recipient');
    const whole = readFileSync(file);
    truncateSync(file, bytes - 1);
    expect(await codeOf(here.restore(file, there))).toBe('damaged');
    whole[bytes - 100]! ^= 1;
    writeFileSync(file, whole);
    expect(await codeOf(here.restore(file, there))).toBe('damaged');
    expect(await codeOf(here.restore(`${file}.absent`, there))).toBe('unavailable');
    expect(readdirSync(there.dataDir)).toEqual([]);
    // Still empty: the next restore succeeds.
    rmSync(file);
    expect(await codeOf(here.restore((await here.create()).file, there))).toBe('done');
  });

  it('can be restored into the other engine', async () => {
    const here = await reported(await place());
    await here.bench.close();
    const { file } = await here.create();
    const there = name === 'SQLite' ? await emptyPostgresPlace() : { dataDir: temporaryFolder() };
    if (there === undefined) return;
    expect(await here.restore(file, there)).toMatchObject({ reports: 12 });
    giveKey(here.place, there);
    const bench = await ingestBench({ place: there });
    expect(await deliver(bench, here.reports)).toEqual(here.receipts);
    await bench.close();
  });
});
