import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished, describe, expect, test } from 'vitest';
import { Sequencer } from '../../../../../server/records/ledger/log/sequencer.ts';
import { encodeVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { parsePolicy } from '../../../../../server/platform/transparency/proof/policy.ts';
import { trustCheckpoint } from '../../../../../server/platform/transparency/proof/trust-checkpoint.ts';
import { Publisher, PUBLISH_EVERY_MS, WITNESS_LAG_MS } from '../../../../../server/records/ledger/publish/publisher.ts';
import { findHead, putHead } from '../../../../../server/records/ledger/log/log-tables.ts';
import { handTurnedClock } from '../../../fixtures/hand-turned-clock.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { grownLog } from '../fixtures/grown-log.ts';
import { numberedEvent, openTestLog, ORIGIN } from '../fixtures/test-log.ts';
import { runWitness, type TestWitness } from '../fixtures/test-witness.ts';
import { numberedEntries } from '../fixtures/whole-tree.ts';

async function publishing(quorum: string, options: { urls?: readonly string[]; startMs?: number } = {}) {
  const log = await openTestLog(temporaryFolder());
  const sequencer = await Sequencer.open(log);
  onTestFinished(async () => {
    await sequencer.close();
    await log.close();
  });
  const { key } = log.signer;
  const witnesses: TestWitness[] = [];
  for (const name of ['a', 'b', 'c']) witnesses.push(await runWitness([key], { name: `${name}.example` }));
  const lines = witnesses.flatMap(({ cosigners, url }, at) => {
    const name = 'abc'[at]!;
    const where = options.urls?.[at] ?? url;
    return [
      `witness ${name} ${encodeVkey(cosigners[0]!.key)} ${where}`,
      `witness ${name}-pq ${encodeVkey(cosigners[1]!.key)} ${where}`,
    ];
  });
  const groups = ['group two 2 a b c', 'group two-pq 2 a-pq b-pq c-pq', 'group both all two two-pq'];
  const policy = parsePolicy([`log ${encodeVkey(key)}`, ...lines, ...groups, `quorum ${quorum}`, ''].join('\n'));
  const clock = handTurnedClock(options.startMs ?? Date.now());
  const troubles: string[] = [];
  const states: string[] = [];
  const faults: unknown[] = [];
  const publisher = new Publisher({
    database: log.database,
    integrated: () => sequencer.head,
    policy,
    clock,
    everyMs: PUBLISH_EVERY_MS,
    onTrouble: (trouble) => void troubles.push(trouble),
    onWitness: ({ witness, reason }) => void states.push(`${witness}: ${reason}`),
    onFault: (error) => void faults.push(error),
  });
  const add = (from: number, to: number) =>
    Promise.all(Array.from({ length: to - from }, (_, at) => sequencer.submit(numberedEvent(from + at))));
  const published = () => findHead(log.database.reader, 'published');
  return { log, sequencer, witnesses, policy, clock, troubles, states, faults, publisher, add, published };
}

/** A witness with a given answer. */
async function liar(listener: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => listener(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('publishing', () => {
  test('waits for the quorum of Ed25519 and ML-DSA, and stores its cosignatures with the checkpoint', async () => {
    const { publisher, policy, add, published } = await publishing('both');
    expect(await publisher.publish()).toBe('unchanged');
    await add(0, 300);
    expect(await published()).toBeUndefined();
    expect(await publisher.publish()).toBe('published');
    const first = (await published())!;
    expect(first.size).toBe(300);
    expect([...trustCheckpoint(policy, first.checkpoint).witnesses.keys()].sort()).toEqual([
      'a',
      'a-pq',
      'b',
      'b-pq',
      'c',
      'c-pq',
    ]);
    expect(await publisher.publish()).toBe('unchanged');
    await add(300, 310);
    expect(await publisher.publish()).toBe('published');
    expect((await published())!.size).toBe(310);
  });
  test('continues with one of three witnesses unavailable', async () => {
    const { publisher, witnesses, add } = await publishing('both');
    await witnesses[1]!.close();
    await add(0, 5);
    expect(await publisher.publish()).toBe('published');
  });
  test('stops with two of three unavailable: the last head stays published, and entries continue', async () => {
    const { publisher, witnesses, add, published, sequencer } = await publishing('both');
    await add(0, 5);
    await publisher.publish();
    await witnesses[1]!.close();
    await witnesses[2]!.close();
    await add(5, 9);
    expect(await publisher.publish()).toBe('quorum-not-met');
    expect((await published())!.size).toBe(5);
    expect(sequencer.head.size).toBe(9);
  });
  test('raises an alarm after five minutes without a quorum, and not earlier', async () => {
    const { publisher, witnesses, add, clock, troubles } = await publishing('both');
    for (const witness of witnesses) await witness.close();
    await add(0, 5);
    await publisher.publish();
    clock.turn(WITNESS_LAG_MS - 1);
    await publisher.publish();
    expect(troubles).toEqual([]);
    clock.turn(1);
    await publisher.publish();
    expect(troubles).toEqual(['witness-lag']);
  });
  test('raises an alarm when a witness has seen a longer log', async () => {
    const { publisher, witnesses, add, troubles, log } = await publishing('both');
    await add(0, 5);
    const ahead = grownLog(ORIGIN, numberedEntries(40), 77);
    expect(ahead.key).toEqual(log.signer.key);
    for (const { witness } of witnesses) {
      expect((await witness.addCheckpoint(Buffer.from(await ahead.request(0, 40)))).status).toBe(200);
    }
    expect(await publisher.publish()).toBe('quorum-not-met');
    expect(troubles).toEqual(['witness-ahead', 'witness-ahead', 'witness-ahead']);
  });
  test('raises an alarm when a witness has seen another, shorter history', async () => {
    const { publisher, witnesses, add, troubles } = await publishing('both');
    const other = grownLog(ORIGIN, numberedEntries(40).reverse(), 77);
    for (const size of [3, 5]) {
      const { witness } = witnesses[size === 3 ? 0 : 1]!;
      expect((await witness.addCheckpoint(Buffer.from(await other.request(0, size)))).status).toBe(200);
    }
    await add(0, 5);
    expect(await publisher.publish()).toBe('quorum-not-met');
    expect(troubles).toEqual(['witness-ahead', 'witness-ahead']);
  });
  test.each<[string, RequestListener]>([
    ['an error', (_request, response) => void response.writeHead(500).end('no')],
    ['nonsense', (_request, response) => void response.end('yes\n')],
    ['a conflict without a size', (_request, response) => void response.writeHead(409).end('5\n')],
    [
      'a conflict that never ends',
      (_request, response) => void response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('0\n'),
    ],
    ['a megabyte', (_request, response) => void response.end(Buffer.alloc(1_000_000, 'a'))],
    ['a redirection', (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    [
      'a cosignature of another key',
      (_request, response) => void response.end(`— a.example ${Buffer.alloc(76).toString('base64')}\n`),
    ],
  ])('ignores a witness that answers %s', async (_name, listener) => {
    const url = await liar(listener);
    const { publisher, add, faults } = await publishing('a', { urls: [url] });
    await add(0, 5);
    expect(await publisher.publish()).toBe('quorum-not-met');
    expect(faults).toEqual([]);
  });
  test('reports each change of a witness with its reason, once', async () => {
    let status = 404;
    const url = await liar((_request, response) => response.writeHead(status).end());
    const { publisher, add, states } = await publishing('a', { urls: [url] });
    await add(0, 5);
    const reason = (code: number) => `a witness did not cosign: it answered ${code}`;
    for (let times = 0; times < 3; times += 1) await publisher.publish();
    expect(states.filter((state) => state.startsWith('a.example'))).toEqual([`a.example: ${reason(404)}`]);
    expect(publisher.failing).toContainEqual({ witness: 'a.example', reason: reason(404) });
    status = 500;
    await publisher.publish();
    expect(states.filter((state) => state.startsWith('a.example')).at(-1)).toBe(`a.example: ${reason(500)}`);
  });
  test('reports a witness that cosigns again', async () => {
    const { publisher, add, states, clock } = await publishing('a', { startMs: Date.now() - 400_000 });
    await add(0, 5);
    await publisher.publish();
    clock.turn(400_000);
    await publisher.publish();
    const ofFirst = states.filter((state) => state.startsWith('a.example'));
    expect(ofFirst).toEqual(['a.example: a witness did not cosign: its clock is wrong', 'a.example: undefined']);
    expect(publisher.failing).toEqual([]);
  });
  test('happens again when the policy asks for more cosignatures than the published head has', async () => {
    const { log, publisher, add, policy, published } = await publishing('both');
    await add(0, 5);
    const text = (await findHead(log.database.reader, 'integrated'))!;
    await putHead(log.database.writer, 'published', text);
    expect(() => trustCheckpoint(policy, text.checkpoint)).toThrow();
    expect(await publisher.publish()).toBe('published');
    expect(trustCheckpoint(policy, (await published())!.checkpoint)).toBeDefined();
    expect(await publisher.publish()).toBe('unchanged');
  });
  test('ignores a witness whose clock is wrong', async () => {
    const { publisher, add } = await publishing('a', { startMs: Date.now() - 400_000 });
    await add(0, 5);
    expect(await publisher.publish()).toBe('quorum-not-met');
  });
  test('happens at once and then at its interval until it is closed', async () => {
    const { publisher, add, clock, published } = await publishing('both');
    await add(0, 5);
    publisher.start();
    await expect.poll(async () => (await published())?.size).toBe(5);
    await add(5, 9);
    await expect
      .poll(async () => {
        clock.turn(PUBLISH_EVERY_MS);
        return (await published())?.size;
      })
      .toBe(9);
    await publisher.close();
    await add(9, 12);
    clock.turn(PUBLISH_EVERY_MS * 10);
    expect((await published())!.size).toBe(9);
  });
});
