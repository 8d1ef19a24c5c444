import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import {
  believedKeys,
  followSuccessions,
  SUCCESSION_NOTICE_MS,
  successionListSchema,
} from '../../../../server/contract/key-succession.ts';
import { openFileKeys } from '../../../../server/platform/keys/file-keys.ts';
import { successionKind } from '../../../../server/people/key-successions/succession-kind.ts';
import { takeNextKey } from '../../../../server/people/key-successions/take-next-key.ts';
import { proposalKinds } from '../../../../server/records/proposals/proposal-kind.ts';
import { listSuccessions } from '../../../../server/people/key-successions/key-successions.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { readServerKey } from '../../../../server/lanes/fleet/server-key-view.ts';
import { readReadiness } from '../../../../server/main/app/readiness.ts';
import { accessBench } from '../../platform/access/fixtures/access-bench.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { type TestKiosk, testKiosk } from '../../fixtures/test-kiosk.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

async function bench() {
  const access = await accessBench();
  const dataDir = temporaryFolder();
  // Opened again at each start, as a server does
  const start = () => {
    const keys = openFileKeys({ dataDir });
    const kinds = proposalKinds([successionKind(keys)]);
    return { keys, desk: Object.assign(access.desk, { kinds }) };
  };
  const { keys } = start();
  const anna = await access.employ('p-anna');
  const berta = await access.employ('p-berta');
  const { knex } = access.database;
  const announce = async (next: string, overlapDays = 30) => {
    const proposal = await access.propose(access.now(anna), 'server-key', { next, overlapDays });
    return access.approve(access.now(berta), proposal);
  };
  return { access, keys, start, anna, berta, knex, announce };
}

const hexOf = ({ publicKey }: { publicKey: Uint8Array }) => bytesToHex(publicKey);

describe('the next key of the server', () => {
  it('is announced by two people, adopted a day later, and followed by lanes', async () => {
    const { access, keys, start, anna, knex, announce } = await bench();
    const root = Uint8Array.from(keys.signing.publicKey);
    const next = hexOf(await keys.next.open());
    const proposal = await access.propose(anna, 'server-key', { next, overlapDays: 30 });
    expect(await access.approve(anna, proposal)).toBe('another-person-required');
    expect(await listSuccessions(knex, 9)).toEqual([]);
    expect(await takeNextKey(keys, knex, { nowMs: access.clock.wallMs() })).toMatchObject({ code: 'not-announced' });

    expect(await announce(next)).toBe('settled');
    const now = access.clock.wallMs();
    expect(await takeNextKey(keys, knex, { nowMs: now })).toMatchObject({ code: 'too-soon' });
    expect(hexOf(openFileKeysAgain(start))).toBe(bytesToHex(root));
    const taken = await takeNextKey(keys, knex, { nowMs: now + SUCCESSION_NOTICE_MS });
    expect(taken).toEqual({ kind: 'taken', serverPublicKey: next, away: [] });

    const later = start();
    expect(hexOf(later.keys.signing)).toBe(next);
    expect(await later.keys.next.exists()).toBe(false);
    const third = hexOf(await later.keys.next.open());
    access.clock.turn(SUCCESSION_NOTICE_MS + 1);
    expect(await announce(third, 1)).toBe('settled');
    const wires = (await listSuccessions(knex, 9)).map(({ signed }) => signed);
    const { chain, refusals } = followSuccessions(root, [], wires, access.clock.wallMs());
    expect([believedKeys(root, chain).map(hexOf), refusals]).toEqual([[bytesToHex(root), next, third], []]);
    expect((await access.entries()).filter((entry) => entry?.type === 'policy')).toMatchObject([
      { policy: 'server-key', approvedBy: ['p-anna', 'p-berta'] },
      { policy: 'server-key', approvedBy: ['p-anna', 'p-berta'] },
    ]);
  });

  it('must exist, match its public key, and be announced only once', async () => {
    const { access, keys, anna, announce } = await bench();
    const wanted = (next: string) => access.tryToPropose(anna, 'server-key', { next, overlapDays: 1 });
    expect(await wanted('0'.repeat(64))).toBe('proposal-inapplicable');
    const next = hexOf(await keys.next.open());
    expect(await wanted('0'.repeat(64))).toBe('proposal-inapplicable');
    expect(await wanted('no key')).toBe('invalid-message');
    // The server changes keys between the notice and the end of the overlap, so an overlap is needed
    expect(await access.tryToPropose(anna, 'server-key', { next: hexOf(await keys.next.open()), overlapDays: 0 })).toBe(
      'invalid-message',
    );
    expect(await announce(next)).toBe('settled');
    expect(await wanted(next)).toBe('proposal-inapplicable');
  });

  it('is refused while the clock is before the previous change, because no lane would follow', async () => {
    const { access, keys, start, knex, announce } = await bench();
    const root = Uint8Array.from(keys.signing.publicKey);
    await announce(hexOf(await keys.next.open()), 1);
    const takenAt = access.clock.wallMs() + SUCCESSION_NOTICE_MS;
    expect(await takeNextKey(keys, knex, { nowMs: takenAt })).toMatchObject({ kind: 'taken' });
    // When the server starts with the next key, its clock is still a day behind
    const third = hexOf(await start().keys.next.open());
    expect(await announce(third, 1)).toBe('proposal-inapplicable');
    access.clock.turn(SUCCESSION_NOTICE_MS);
    expect(await announce(third, 1)).toBe('settled');
    const wires = (await listSuccessions(knex, 9)).map(({ signed }) => signed);
    const { chain, refusals } = followSuccessions(root, [], wires, access.clock.wallMs());
    expect([believedKeys(root, chain).map(hexOf).at(-1), refusals]).toEqual([third, []]);
  });

  it('is announced once when two approvals are simultaneous', async () => {
    const { access, keys, anna, berta, knex } = await bench();
    const payload = { next: hexOf(await keys.next.open()), overlapDays: 1 };
    const proposals = [
      await access.propose(anna, 'server-key', payload),
      await access.propose(anna, 'server-key', payload),
    ];
    const answers = await Promise.all(proposals.map((proposal) => access.approve(berta, proposal)));
    expect(answers.toSorted()).toEqual(['proposal-inapplicable', 'settled']);
    expect(await listSuccessions(knex, 9)).toHaveLength(1);
  });

  it('is adopted when all online lanes report that they follow it', async () => {
    const { access, keys, knex, announce } = await bench();
    const lanes = ['north-1', 'north-2', 'north-3'].map((id, at) => testKiosk(kioskIdSchema.parse(id), at + 1));
    await access.enrol(...lanes);
    await changeRecorded(knex, 'kiosks', { id: 'north-3' }, { disabled_at: 1 });
    const next = hexOf(await keys.next.open());
    expect(await announce(next)).toBe('settled');
    access.clock.turn(SUCCESSION_NOTICE_MS);
    let counter = 0;
    const hear = async (lane: TestKiosk | undefined, serverKey?: string) => {
      const at = access.clock.wallMs();
      counter += 1;
      const said = { at, counter, ...(serverKey !== undefined && { serverKey }) };
      expect(await receiveStatus(access.context, lane!.status(said))).toEqual({ kind: 'accepted' });
    };
    const take = (leaveBehind = false) => takeNextKey(keys, knex, { nowMs: access.clock.wallMs(), leaveBehind });
    const [first, second] = lanes;
    await hear(first, next);
    await hear(second, hexOf(keys.signing));
    expect(await take()).toEqual({ kind: 'refused', code: 'lanes-behind', lanes: ['north-2'] });
    await hear(second);
    expect(await take()).toEqual({ kind: 'refused', code: 'lanes-behind', lanes: ['north-2'] });
    expect(hexOf(keys.signing)).not.toBe(next);
    expect(await take(true)).toEqual({ kind: 'taken', serverPublicKey: next, away: [] });
    expect(hexOf(keys.signing)).toBe(next);
  });

  it('is adopted without waiting for lanes that are offline since the announcement', async () => {
    const { access, keys, knex, announce } = await bench();
    const lane = testKiosk();
    await access.enrol(lane, testKiosk(kioskIdSchema.parse('north-2'), 2));
    expect(await receiveStatus(access.context, lane.status({ at: access.clock.wallMs() }))).toMatchObject({
      kind: 'accepted',
    });
    const next = hexOf(await keys.next.open());
    await announce(next);
    access.clock.turn(SUCCESSION_NOTICE_MS);
    const taken = await takeNextKey(keys, knex, { nowMs: access.clock.wallMs() });
    expect(taken).toEqual({ kind: 'taken', serverPublicKey: next, away: ['north-1', 'north-2'] });
  });

  it('makes a server unready if it still signs with the previous key after its end', async () => {
    const { access, keys, knex, announce } = await bench();
    await announce(hexOf(await keys.next.open()), 1);
    const ledger = { works: () => true, tablesAgree: () => true, failingWitnesses: () => [] };
    const keysOf = async () => {
      const parts = {
        clock: access.clock,
        database: knex,
        dataDir: temporaryFolder(),
        ledger,
        keys,
        traders: () => true,
      };
      return (await readReadiness(parts)).checks.keys;
    };
    access.clock.turn(2 * SUCCESSION_NOTICE_MS);
    expect(await keysOf()).toBe('ok');
    access.clock.turn(1);
    expect(await keysOf()).toBe('failed');
  });

  it('is shown with the lanes that follow it', async () => {
    const { access, keys, announce } = await bench();
    const ids = ['north-1', 'north-2', 'north-3', 'north-4'];
    const lanes = ids.map((id, at) => testKiosk(kioskIdSchema.parse(id), at + 1));
    await access.enrol(...lanes);
    const [inUse, next] = [hexOf(keys.signing), hexOf(await keys.next.open())];
    const readAnswer = () => readServerKey(access.context.knex, inUse);
    expect((await readAnswer()).announced).toBeNull();
    await announce(next, 2);
    const at = access.clock.wallMs();
    for (const [index, serverKey] of [inUse, next, '0'.repeat(64)].entries()) {
      await receiveStatus(access.context, lanes[index]!.status({ at, counter: index + 1, serverKey }));
    }
    const { announced, followedBy } = await readAnswer();
    const nextFrom = at + SUCCESSION_NOTICE_MS;
    expect(announced).toEqual({ next, nextFrom, currentUntil: nextFrom + 2 * SUCCESSION_NOTICE_MS });
    expect(ids.map((id) => followedBy(id))).toEqual(['in-use', 'announced', 'another', null]);
  });

  it('is published to lanes', async () => {
    const server = await runServer();
    const answer = await server.ask('/v1/key-successions');
    expect([answer.status, successionListSchema.parse(JSON.parse(answer.text))]).toEqual([200, { successions: [] }]);
    expect((await server.ask('/v1/key-successions?after=1')).status).toBe(400);
    expect((await server.ask('/v1/key-successions', { method: 'POST' })).status).toBe(405);
  });
});

function openFileKeysAgain(start: () => { keys: ReturnType<typeof openFileKeys> }) {
  return start().keys.signing;
}
