import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import {
  believedKeys,
  followSuccessions,
  SUCCESSION_NOTICE_MS,
  successionListSchema,
} from '../../../../server/contract/key-succession.ts';
import { openFileKeys } from '../../../../server/keys/file-keys.ts';
import { successionKind } from '../../../../server/keys/succession/succession-kind.ts';
import { takeNextKey } from '../../../../server/keys/succession/take-next-key.ts';
import { proposalKinds } from '../../../../server/access/proposals/proposal-kind.ts';
import { listSuccessions } from '../../../../server/store/key-successions.ts';
import { accessBench } from '../../access/fixtures/access-bench.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

async function bench() {
  const access = await accessBench();
  const dataDir = temporaryFolder();
  // Anew at each start, as a server does
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

describe("the server's next key", () => {
  it('is announced by two people, taken a day later, and leads lanes on', async () => {
    const { access, keys, start, anna, knex, announce } = await bench();
    const root = Uint8Array.from(keys.signing.publicKey);
    const next = hexOf(await keys.next.open());
    const proposal = await access.propose(anna, 'server-key', { next, overlapDays: 30 });
    expect(await access.approve(anna, proposal)).toBe('another-person-required');
    expect(await listSuccessions(knex, 9)).toEqual([]);
    expect(await takeNextKey(keys, knex, access.clock.wallMs())).toMatchObject({ code: 'not-announced' });

    expect(await announce(next)).toBe('settled');
    const now = access.clock.wallMs();
    expect(await takeNextKey(keys, knex, now)).toMatchObject({ code: 'too-soon' });
    expect(hexOf(openFileKeysAgain(start))).toBe(bytesToHex(root));
    expect(await takeNextKey(keys, knex, now + SUCCESSION_NOTICE_MS)).toEqual({ kind: 'taken', serverPublicKey: next });

    const later = start();
    expect(hexOf(later.keys.signing)).toBe(next);
    expect(await later.keys.next.exists()).toBe(false);
    const third = hexOf(await later.keys.next.open());
    access.clock.turn(SUCCESSION_NOTICE_MS + 1);
    expect(await announce(third, 0)).toBe('settled');
    const wires = (await listSuccessions(knex, 9)).map(({ signed }) => signed);
    const { chain, refusals } = followSuccessions(root, [], wires, access.clock.wallMs());
    expect([believedKeys(root, chain).map(hexOf), refusals]).toEqual([[bytesToHex(root), next, third], []]);
    expect((await access.entries()).filter((entry) => entry?.type === 'policy')).toMatchObject([
      { policy: 'server-key', approvedBy: ['p-anna', 'p-berta'] },
      { policy: 'server-key', approvedBy: ['p-anna', 'p-berta'] },
    ]);
  });

  it('is one that is there, by its name, once', async () => {
    const { access, keys, anna, announce } = await bench();
    const wanted = (next: string) => access.tryToPropose(anna, 'server-key', { next, overlapDays: 1 });
    expect(await wanted('0'.repeat(64))).toBe('proposal-inapplicable');
    const next = hexOf(await keys.next.open());
    expect(await wanted('0'.repeat(64))).toBe('proposal-inapplicable');
    expect(await wanted('no key')).toBe('invalid-message');
    expect(await announce(next)).toBe('settled');
    expect(await wanted(next)).toBe('proposal-inapplicable');
  });

  it('is announced once by two approvals at once', async () => {
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

  it('is told to lanes', async () => {
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
