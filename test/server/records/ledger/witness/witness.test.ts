import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseNote, parseSignatures } from '../../../../../server/platform/transparency/note/note.ts';
import { verifySignature } from '../../../../../server/platform/transparency/note/verify-signature.ts';
import { WITNESS_FILE, openWitness } from '../../../../../server/records/ledger/witness/open-witness.ts';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { numberedEntries } from '../fixtures/whole-tree.ts';
import { grownLog } from '../fixtures/grown-log.ts';
import { runWitness } from '../fixtures/test-witness.ts';

const ORIGIN = 'log.example/x';
const log = grownLog(ORIGIN);
/** Another history under the same key, different from the third entry on. */
const fork = grownLog(ORIGIN, [...numberedEntries(2), ...numberedEntries(38).reverse()]);

async function watching() {
  const witness = await runWitness([log.key]);
  const add = (body: string) => witness.witness.addCheckpoint(Buffer.from(body));
  return { ...witness, add };
}

describe('the witness', () => {
  test('cosigns a continuation of the last head, with both of its keys', async () => {
    const { add, cosigners } = await watching();
    for (const [old, size] of [
      [0, 5],
      [5, 5],
      [5, 17],
    ] as const) {
      const answer = await add(await log.request(old, size));
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      const signatures = parseSignatures(answer.body);
      const { text } = parseNote(log.checkpoint(size));
      expect(cosigners.map(({ key }, at) => verifySignature(key, text, signatures[at]!.signature).kind)).toEqual([
        'valid',
        'valid',
      ]);
    }
  });
  test('accepts a log without entries', async () => {
    const { add } = await watching();
    expect((await add(await log.request(0, 0))).status).toBe(200);
    expect((await add(await log.request(0, 3))).status).toBe(200);
  });
  test('answers the size it has seen when asked from another one', async () => {
    const { add } = await watching();
    await add(await log.request(0, 5));
    expect(await add(await log.request(0, 9))).toEqual({ status: 409, size: 5 });
    expect(await add(await log.request(3, 9))).toEqual({ status: 409, size: 5 });
    // A replay of a cosigned checkpoint.
    expect(await add(await log.request(0, 5))).toEqual({ status: 409, size: 5 });
  });
  test('refuses a second history, and the same size with two roots', async () => {
    const { add } = await watching();
    await add(await log.request(0, 5));
    expect((await add(await fork.request(5, 9))).status).toBe(422);
    expect((await add(await fork.request(5, 5))).status).toBe(422);
    expect((await add(await log.request(5, 9))).status).toBe(200);
  });
  test('refuses a history with a row altered, reordered or removed, and a shortened one', async () => {
    const { add } = await watching();
    await add(await log.request(0, 9));
    const entries = numberedEntries(40);
    const [third, fourth] = [entries[2]!, entries[3]!];
    for (const tampered of [
      entries.with(2, Buffer.from('another')),
      entries.with(2, fourth).with(3, third),
      entries.toSpliced(2, 1),
    ]) {
      expect((await add(await grownLog(ORIGIN, tampered).request(9, 12))).status).toBe(422);
    }
    expect((await add(await log.request(5, 5))).status).toBe(409);
    expect((await add(await log.request(9, 5))).status).toBeGreaterThanOrEqual(400);
    expect((await add(await log.request(9, 12))).status).toBe(200);
  });
  test('refuses a missing proof, and one with an extra hash', async () => {
    const { add } = await watching();
    await add(await log.request(0, 5));
    const [old, ...rest] = (await log.request(5, 9)).split('\n');
    expect((await add([old, ...rest.slice(1)].join('\n'))).status).toBe(422);
    expect((await add([old, rest[0], ...rest].join('\n'))).status).toBe(422);
  });
  test('cosigns one of two concurrent continuations', async () => {
    const { add } = await watching();
    await add(await log.request(0, 2));
    const both = await Promise.all([add(await log.request(2, 9)), add(await fork.request(2, 9))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
  test('checks in the order of the specification', async () => {
    const { add } = await watching();
    const good = await log.request(0, 5);
    const status = async (body: string) => (await add(body)).status;
    expect(await status('nonsense')).toBe(400);
    expect(await status(good.replace('old 0', 'old 00'))).toBe(400);
    expect(await status(good.replace('old 0\n', `old 0\n${'A'.repeat(44)}\n`))).toBe(400);
    expect(
      await status(good.replace('old 0\n', `old 0\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}`)),
    ).toBe(400);
    expect(await status(await grownLog('other.example').request(0, 5))).toBe(404);
    expect(await status(await grownLog(ORIGIN, numberedEntries(9), 6).request(0, 5))).toBe(403);
    expect(await status(good.replace('\n5\n', '\n6\n'))).toBe(403);
    expect(await status(good.replace('old 0', 'old 6'))).toBe(400);
  });
  test('refuses bytes that are not text', async () => {
    const { witness } = await watching();
    expect((await witness.addCheckpoint(Uint8Array.of(0xff, 0xfe))).status).toBe(400);
  });
  test('keeps its state and keys over a restart', async () => {
    const first = await watching();
    await first.add(await log.request(0, 5));
    await first.close();
    const second = await runWitness([log.key], { dataDir: first.dataDir });
    expect(second.cosigners.map(({ key }) => key)).toEqual(first.cosigners.map(({ key }) => key));
    expect(await second.witness.addCheckpoint(Buffer.from(await log.request(0, 9)))).toEqual({ status: 409, size: 5 });
  });
  test('does not start if its state is lost', async () => {
    const first = await watching();
    await first.close();
    rmSync(join(first.dataDir, WITNESS_FILE));
    const again = openWitness({ name: 'w.example', dataDir: first.dataDir, logs: [log.key] }, backgroundClock);
    await expect(again).rejects.toMatchObject({ code: 'no-log' });
  });
});

describe('the witness over HTTP', () => {
  const post = (url: string, body: string | Uint8Array<ArrayBuffer>) =>
    fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  test('answers cosignature lines, and the size with its content type', async () => {
    const { url } = await watching();
    const answer = await post(url, await log.request(0, 5));
    expect(answer.status).toBe(200);
    expect(parseSignatures(await answer.text())).toHaveLength(2);
    const conflict = await post(url, await log.request(0, 9));
    expect([conflict.status, conflict.headers.get('content-type'), await conflict.text()]).toEqual([
      409,
      'text/x.tlog.size',
      '5\n',
    ]);
  });
  test('refuses large requests, other methods and other addresses', async () => {
    const { url, faults } = await watching();
    expect((await post(url, new Uint8Array(70_000))).status).toBe(413);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect(faults).toEqual([]);
  });
});
