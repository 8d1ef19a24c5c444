/** `postern-server ledger` and `postern-server verify` with files and exit codes: in the tests' own process, and one proof in processes. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { ledgerCommand } from '../../../../server/main/commands/ledger-command.ts';
import { verifyCommand } from '../../../../server/main/commands/verify-command.ts';
import { readConfig } from '../../../../server/main/config/config.ts';
import { leafHash } from '../../../../server/contract/merkle/hash.ts';
import { decodeBundle } from '../../../../server/platform/transparency/tile/bundle.ts';
import { ed25519Cosigner, ed25519Key } from '../../../../server/platform/transparency/note/signer.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import type { EntryDraft } from '../../../../server/records/ledger/entry/entry.ts';
import { eraseEntries } from '../../../../server/records/ledger/entry/enter.ts';
import { entriesBetween } from '../../../../server/records/ledger/log/log-tables.ts';
import { openingsBetween } from '../../../../server/records/ledger/entry/openings.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { SAMPLE_ENTRIES } from '../../records/ledger/fixtures/sample-entries.ts';
import { filledLedger, FILLED_ORIGIN } from '../../records/ledger/fixtures/filled-ledger.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** In this process. */
async function run(program: 'ledger' | 'verify', dataDir: string, ...words: readonly string[]): Promise<Ended> {
  const settings = { POSTERN_SERVER_DATA_DIR: dataDir };
  const { code, out = '' } = await (program === 'verify'
    ? verifyCommand(words)
    : ledgerCommand(words, () => readConfig(settings)));
  return { code, out };
}

/** As a person starts it. */
function started(program: 'ledger' | 'verify', dataDir: string, ...words: readonly string[]): Promise<Ended> {
  const path = join(projectRoot(), `.build/server/main/commands/${program}.js`);
  return new Promise((resolve) => {
    const env = { POSTERN_SERVER_DATA_DIR: dataDir };
    const child = execFile(process.execPath, [path, ...words], { env }, (_, out) =>
      resolve({ code: child.exitCode ?? -1, out }),
    );
  });
}

/** `last`: a further entry. */
async function published(count: number, last?: EntryDraft) {
  const filled = await filledLedger(count);
  if (last !== undefined) await filled.add(last);
  await filled.publish();
  const policy = join(filled.dataDir, 'policy');
  writeFileSync(policy, `log ${encodeVkey(filled.key)}\nquorum none\n`);
  const proofOf = async (index: number, runs = run) => {
    const { code, out } = await runs('ledger', filled.dataDir, 'proof', `${index}`);
    expect(code).toBe(0);
    const file = join(filled.dataDir, `${index}.tlog-proof`);
    writeFileSync(file, out);
    return { file, text: out };
  };
  return { ...filled, policy, proofOf };
}

describe('a proof file', () => {
  test('is made by one program and verified by the other, which prints the entry', async () => {
    const { dataDir, policy, proofOf } = await published(300);
    const { file, text } = await proofOf(257, started);
    const { code, out } = await started('verify', dataDir, file, '--policy', policy);
    expect(await run('verify', dataDir, file, '--policy', policy)).toEqual({ code, out });
    expect((await proofOf(257)).text).toBe(text);
    expect((await started('ledger', dataDir, 'proof')).code).toBe(64);
    expect((await started('verify', dataDir)).code).toBe(64);
    expect(code).toBe(0);
    expect(out).toMatch(/^VERIFIED\n/);
    expect(out).toContain(`Entry 257 of ${FILLED_ORIGIN}, under its checkpoint of 300 entries.`);
    expect(out).toContain('"type":');
  });
  test('that was altered is refused with the reason', async () => {
    const { dataDir, policy, proofOf } = await published(30);
    const { file, text } = await proofOf(7);
    const cases: [string, string][] = [
      [text.replace('index 7', 'index 8'), 'not-included'],
      [text.replace(/extra (.{60})./, (all) => all.slice(0, -1) + (all.endsWith('A') ? 'B' : 'A')), ''],
      [text.replaceAll('\n', '\r\n'), 'malformed-proof'],
      [text.replace('\n30\n', '\n31\n'), 'bad-signature'],
      [text.replace('— localhost', '— elsewhere'), 'no-known-signature'],
      [text.replace(/extra .*\n/, ''), 'no-entry'],
    ];
    for (const [altered, why] of cases) {
      writeFileSync(file, altered);
      const { code, out } = await run('verify', dataDir, file, '--policy', policy);
      expect([code, out.split('\n')[0]]).toEqual([1, expect.stringContaining(why)]);
      expect(out).toMatch(/^NOT VERIFIED/);
    }
  });
  test('of an erased entry proves its existence, given its bytes', async () => {
    const filled = await published(10);
    const [kept] = await openingsBetween(filled.database.knex, 4, 5);
    await filled.queue.run((transaction) =>
      eraseEntries(transaction, { events: [kept!.event], cause: 'request', at: Date.UTC(2026, 5) }),
    );
    const { file } = await filled.proofOf(4);
    const [stored] = await entriesBetween(filled.ledger.database.reader, 4, 5);
    const hex = Buffer.from(stored!.entry).toString('hex');
    const { code, out } = await run('verify', filled.dataDir, file, '--policy', filled.policy, '--entry', hex);
    expect([code, out]).toEqual([0, expect.stringContaining('erased')]);
  });
  test('of an exported file fits this file only', async () => {
    const exported = Buffer.from('lane,count\nnorth-1,3\n');
    const digest = createHash('sha256').update(exported).digest('hex');
    const filled = await published(3, { ...SAMPLE_ENTRIES.export, digest, bytes: exported.length });
    const { file } = await filled.proofOf(3);
    const given = join(filled.dataDir, 'exported.csv');
    const verify = (proof: string) => run('verify', filled.dataDir, proof, '--policy', filled.policy, '--of', given);
    writeFileSync(given, exported);
    expect(await verify(file)).toMatchObject({ code: 0, out: expect.stringContaining('the given file') });
    const { file: another } = await filled.proofOf(1);
    // The entry of an act, such as the entry of the export itself
    const ofAct = await verify(another);
    expect(ofAct).toMatchObject({ code: 1, out: expect.stringContaining('NOT VERIFIED (other-subject)') });
    expect(ofAct.out).toContain(`the subject export/${digest}.`);
    writeFileSync(given, Buffer.from('lane,count\nnorth-1,4\n'));
    const { file: same } = await filled.proofOf(3);
    expect(await verify(same)).toMatchObject({ code: 1, out: expect.stringContaining('NOT VERIFIED (other-file)') });
    rmSync(given);
    expect((await verify(same)).code).toBe(66);
  });
  test('is refused if the policy’s witnesses have not cosigned', async () => {
    const { dataDir, policy, key, proofOf } = await published(10);
    const { file } = await proofOf(3);
    const vkey = encodeVkey(ed25519Cosigner('w.example', ed25519Key(new Uint8Array(32).fill(3))).key);
    writeFileSync(policy, `log ${encodeVkey(key)}\nwitness w ${vkey}\nquorum w\n`);
    const { code, out } = await run('verify', dataDir, file, '--policy', policy);
    expect([code, out]).toEqual([1, expect.stringContaining('quorum-not-met')]);
  });
});

describe('the verifier', () => {
  test('prints its usage, and reports an unreadable file', async () => {
    const folder = temporaryFolder();
    for (const args of [[], ['x'], ['x', 'y', '--policy', 'z'], ['x', '--policy', 'y', '--entry', 'zz'], ['--what']]) {
      expect((await run('verify', folder, ...args)).code).toBe(64);
    }
    expect((await run('verify', folder, '/nowhere', '--policy', '/nowhere')).code).toBe(66);
    const noise = join(folder, 'noise');
    writeFileSync(noise, Buffer.from([0xff, 0xfe]));
    expect((await run('verify', folder, noise, '--policy', noise)).code).toBe(66);
  });
});

describe('the ledger program', () => {
  test('prints the heads, and verifies the log while the server runs', async () => {
    const { dataDir } = await published(300);
    const heads = JSON.parse((await run('ledger', dataDir, 'head')).out) as Record<string, { size: number }>;
    expect([heads['integrated']?.size, heads['published']?.size]).toEqual([300, 300]);
    const checked = await run('ledger', dataDir, 'fsck');
    expect([checked.code, JSON.parse(checked.out)]).toEqual([
      1,
      expect.objectContaining({ kind: 'unsound', entries: 300, openings: 300, erased: 0, faults: [] }),
    ]);
    const { tables } = JSON.parse(checked.out) as { tables: { differing: number; differences: unknown[] } };
    expect(tables.differing).toBeGreaterThan(100);
    expect(tables.differences).toHaveLength(100);
  });
  test('exits with code 1 for an unsound log', async () => {
    const { dataDir, ledger } = await published(30);
    await ledger.database.writer.raw('update tiles set hashes = zeroblob(length(hashes))');
    const { code, out } = await run('ledger', dataDir, 'fsck');
    expect([code, out]).toEqual([1, expect.stringContaining('"unsound"')]);
  });
  test('mirrors the published log, resumes, and refuses to publish a copy that does not fit', async () => {
    const filled = await published(300);
    const folder = join(temporaryFolder(), 'mirror');
    expect(JSON.parse((await run('ledger', filled.dataDir, 'mirror', folder)).out)).toEqual({
      kind: 'mirrored',
      size: 300,
    });
    const leaves = decodeBundle(readFileSync(join(folder, 'tile/entries/000'))).map(leafHash);
    expect(Buffer.concat(leaves)).toEqual(readFileSync(join(folder, 'tile/0/000')));
    const before = readFileSync(join(folder, 'checkpoint'), 'utf8');
    writeFileSync(join(folder, 'tile/entries/000'), Buffer.from([0, 1, 7]));
    const damaged = await run('ledger', filled.dataDir, 'mirror', folder);
    expect([damaged.code, damaged.out]).toEqual([1, expect.stringContaining('damaged')]);
    expect(readFileSync(join(folder, 'checkpoint'), 'utf8')).toBe(before);
    rmSync(join(folder, 'tile/entries/000'));
    expect((await run('ledger', filled.dataDir, 'mirror', folder)).code).toBe(0);
  });
  test('refuses missing entries and wrong arguments', async () => {
    const filled = await published(5);
    expect(await run('ledger', filled.dataDir, 'proof', '5')).toMatchObject({ code: 1 });
    for (const args of [
      [],
      ['proof'],
      ['proof', '05'],
      ['proof', '-1'],
      ['head', 'x'],
      ['mirror'],
      ['fsck', 'x', 'y'],
      ['other'],
    ]) {
      expect((await run('ledger', filled.dataDir, ...args)).code).toBe(64);
    }
    const empty = join(temporaryFolder(), 'empty');
    mkdirSync(empty, { mode: 0o700 });
    for (const command of ['head', 'fsck']) expect((await run('ledger', empty, command)).code).toBe(1);
  });
  test('makes the log and prints its key at the first start, and the same key later', async () => {
    const folder = join(temporaryFolder(), 'new');
    const first = await run('ledger', folder, 'key');
    expect(JSON.parse(first.out)).toMatchObject({ kind: 'key', vkey: expect.stringMatching(/^localhost\/postern\+/) });
    expect((await run('ledger', folder, 'key')).out).toBe(first.out);
  });
});
