/** Statements of lanes about themselves: from the lane's own code over a running server to the judge, and the attacks on them. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { plainLink } from '../../../../kiosk/fleet/uplink/server-link.ts';
import { withdrawSoftware } from '../../../../server/lanes/attestation/approved-software.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { encodeEnvelope } from '../../../../server/contract/envelope.ts';
import {
  beaconRequestBytes,
  beaconRequestSigningInput,
  laneStatementSigningInput,
  openLaneStatement,
} from '../../../../server/contract/lane-statement.ts';
import { releaseProofSchema } from '../../../../server/intake/lane-statements/answers.ts';
import { judgeLaneStatement } from '../../../../server/intake/lane-statements/judge-lane-statement.ts';
import { readSavedAnswer, type SavedAnswer } from '../../../../server/intake/lane-statements/saved-answer.ts';
import { never } from '../../../contracts/device-rig.ts';
import { casesOf } from '../../../support/extent.ts';
import fc from '../../../support/seeded-properties.ts';
import { PUBLISHED_SOON, runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { approveRelease, RELEASE, statingLane, type StatingLane } from './fixtures/stating-lane.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const OTHER = 'cd'.repeat(32);

async function ask(server: RunningServer, digest: string) {
  const answer = await fetch(`${server.url}/lane-statements/releases/${digest}`);
  return { status: answer.status, ...releaseProofSchema.partial().parse(answer.ok ? await answer.json() : {}) };
}

/** The server's answer once the log has published the approval. */
async function provedRelease(server: RunningServer, digest = RELEASE) {
  await expect
    .poll(async () => (await ask(server, digest)).release?.proof ?? null, { interval: 500, timeout: 240_000 })
    .not.toBeNull();
  return (await ask(server, digest)).release;
}

async function made(lane: StatingLane): Promise<string> {
  const text = await lane.text();
  if (text === undefined) throw new Error('the lane made no statement');
  return text;
}

async function policyOf(server: RunningServer): Promise<string> {
  return (await fetch(`${server.url}/ledger/policy`)).text();
}

const flipped = (text: string, at: number): string => {
  const bytes = Uint8Array.from(decodeBase64Url(text) ?? []);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return encodeBase64Url(bytes);
};

describe('a lane’s statement about itself', () => {
  it('proves lane, place, time and release to the holder of the server’s key, from the address of its code too', async () => {
    const server = await runServer(PUBLISHED_SOON);
    const lane = await statingLane(server, 1);
    await approveRelease(server);
    const release = await provedRelease(server);
    const text = await made(lane);
    const serverKey = server.context.signer.publicKey;
    const policy = await policyOf(server);
    const verdict = judgeLaneStatement({
      ...{ serverKey, release, policy },
      text: ` https://gates.example/verify#lane=${text}\n`,
      scannedAt: Date.now() + 5_000,
    });
    expect(verdict).toMatchObject({
      kind: 'genuine',
      freshness: 'fresh',
      statement: { release: RELEASE, beacon: { kioskId: 'north-1', site: 'north', lane: '1', start: 'not-proved' } },
      release: { kind: 'approved', name: '2026.11', witnesses: expect.any(Number) as number },
    });
  });

  it('has no forged form: each changed byte is refused', async () => {
    const server = await runServer();
    const text = await made(await statingLane(server, 1));
    const length = decodeBase64Url(text)?.length ?? 0;
    const serverKey = server.context.signer.publicKey;
    const places = Array.from({ length }, (_, at) => at);
    for (const at of casesOf(places, (place) => place % 8 === 0)) {
      expect(openLaneStatement(flipped(text, at), serverKey).kind).toBe('refused');
    }
    expect(openLaneStatement(text, ed25519.getPublicKey(new Uint8Array(32).fill(9)))).toMatchObject({
      code: 'other-server',
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 700 }), fc.nat(length), (noise, end) => {
        expect(openLaneStatement(noise, serverKey).kind).toBe('refused');
        expect(openLaneStatement(text.slice(0, end), serverKey).kind).toBe('refused');
        expect(openLaneStatement(`${text}${noise.replace(/\s/g, '')}x`, serverKey).kind).toBe('refused');
      }),
    );
  });

  it('is of the lane that its beacon names: another lane cannot sign it, and signs no beacon of another', async () => {
    const server = await runServer();
    const [one, two] = [await statingLane(server, 1), await statingLane(server, 2)];
    const bytes = decodeBase64Url(await made(one)) ?? new Uint8Array();
    const statement = bytes.subarray(0, -64);
    const forged = encodeBase64Url(
      concatBytes(statement, ed25519.sign(laneStatementSigningInput(statement), two.secretKey)),
    );
    expect(openLaneStatement(forged, server.context.signer.publicKey)).toMatchObject({ code: 'bad-signature' });
    // A machine in between hands one lane's beacon to the other
    const link = plainLink(new URL(server.url));
    const payload = beaconRequestBytes({ version: 1, kioskId: one.kioskId });
    const signature = ed25519.sign(beaconRequestSigningInput(payload), one.secretKey);
    const body = encodeEnvelope({ kioskId: one.kioskId, payload, signature });
    const confused = await statingLane(server, 3, {
      exchange: (path, _message, limit, signal) => link.exchange(path, { method: 'POST', body }, limit, signal),
    });
    expect(await confused.text()).toBeUndefined();
    expect(confused.work.signed).toBe(1);
  });

  it('is stale a minute after its beacon, so a replayed one is', async () => {
    const server = await runServer();
    const text = await made(await statingLane(server, 1));
    const serverKey = server.context.signer.publicKey;
    const opened = openLaneStatement(text, serverKey);
    const at = opened.kind === 'genuine' ? opened.statement.beacon.at : 0;
    const freshness = (scannedAt: number) => {
      const verdict = judgeLaneStatement({ text, serverKey, scannedAt });
      return verdict.kind === 'genuine' ? verdict.freshness : verdict.code;
    };
    expect([at - 30_000, at, at + 60_000].map(freshness)).toEqual(['fresh', 'fresh', 'fresh']);
    expect([at - 30_001, at + 60_001, at + 86_400_000].map(freshness)).toEqual(['stale', 'stale', 'stale']);
    expect(judgeLaneStatement({ text, serverKey })).toMatchObject({ freshness: 'not-judged' });
  });

  it('is not made by a lane that was disabled, is unknown, or does not reach the server', async () => {
    const server = await runServer();
    const lane = await statingLane(server, 1);
    expect(await lane.text()).toBeDefined();
    await changeRecorded(server.database.knex, 'kiosks', { id: lane.kioskId }, { disabled_at: Date.now() });
    expect(await lane.text()).toBeUndefined();
    await changeRecorded(server.database.knex, 'kiosks', { id: lane.kioskId }, { disabled_at: null });
    expect(await lane.text()).toBeDefined();
    await server.close();
    expect(await lane.text()).toBeUndefined();
  });

  it('with a release that no one approved, or whose approval was withdrawn or is of another, says so', async () => {
    const server = await runServer(PUBLISHED_SOON);
    const serverKey = server.context.signer.publicKey;
    const unknown = await made(await statingLane(server, 1, { release: OTHER }));
    const lane = await statingLane(server, 2);
    await approveRelease(server);
    const [release, policy, text] = [await provedRelease(server), await policyOf(server), await made(lane)];
    if (release === undefined || release === null) throw new Error('no proof');
    const finding = (claim: Partial<Parameters<typeof judgeLaneStatement>[0]>) => {
      const verdict = judgeLaneStatement({ text, serverKey, policy, release, ...claim });
      return verdict.kind === 'genuine' ? verdict.release : verdict;
    };
    const missing = await ask(server, OTHER);
    expect(missing.release).toBeNull();
    expect(finding({ text: unknown, release: missing.release })).toEqual({ kind: 'not-approved' });
    expect(finding({ text: unknown })).toEqual({ kind: 'refused', code: 'other-release' });
    const renamed = { ...release, row: { ...release.row, name: 'other' } };
    expect(finding({ release: renamed })).toEqual({ kind: 'refused', code: 'other-release' });
    const damaged = { ...release, proof: (release.proof ?? '').replace(/index \d+/, 'index 0') };
    expect(finding({ release: damaged })).toMatchObject({ kind: 'refused' });
    expect(finding({ release: undefined })).toEqual({ kind: 'not-proved' });
    expect(finding({ text: await made(await statingLane(server, 3, { release: '' })) })).toEqual({
      kind: 'none-stated',
    });
    await server.context.queue.run((transaction) => withdrawSoftware(transaction, release.row.id, Date.now()));
    await expect.poll(async () => (await ask(server, RELEASE)).release, { interval: 500, timeout: 240_000 }).toBeNull();
  });

  it('costs the lane one request and two signatures in ten seconds under a flood, and the server few beacons', async () => {
    const server = await runServer();
    const lane = await statingLane(server, 1);
    const views = await Promise.all(Array.from({ length: 200 }, () => lane.statements.state()));
    expect(new Set(views.map((view) => JSON.stringify(view))).size).toBe(1);
    expect(lane.work).toEqual({ asked: 1, signed: 2 });
    const texts = [];
    for (let tries = 0; tries < 8; tries += 1) texts.push(await lane.text());
    expect(texts.filter((text) => text !== undefined).length).toBeLessThan(8);
    const link = plainLink(new URL(server.url));
    const bare = await link.exchange('/v1/lane-beacons', { method: 'POST', body: new Uint8Array(9) }, 4_096, never());
    expect(bare?.ok).toBe(false);
  });

  it('leaves nothing behind in the server, and its routes refuse other input', async () => {
    const server = await runServer(PUBLISHED_SOON);
    const lane = await statingLane(server, 1);
    await approveRelease(server);
    const counts = async () => {
      const tables = ['acts', 'signals', 'alarms', 'reports', 'approved_software', 'lane_quotes'];
      return Promise.all(tables.map(async (table) => (await server.database.knex(table)).length));
    };
    const before = await counts();
    const text = await made(lane);
    expect((await ask(server, RELEASE)).status).toBe(200);
    expect(await counts()).toEqual(before);
    expect(server.log.join()).not.toContain(text.slice(10, 40));
    for (const wrong of ['x', RELEASE.toUpperCase(), `${RELEASE}0`])
      expect((await ask(server, wrong)).status).toBe(404);
    expect((await ask(server, `${RELEASE}?lane=north-1`)).status).not.toBe(200);
  });
});

describe('postern-server verify-lane', () => {
  const COMMAND = join(projectRoot(), '.build/server/main/commands/verify-lane.js');
  const run = async (...words: string[]) => {
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, ...words]);
      return { code: 0, stdout };
    } catch (error) {
      return error as { code: number; stdout: string };
    }
  };

  it('verifies a saved answer without the server, by the keys in it or by given ones', async () => {
    const server = await runServer(PUBLISHED_SOON);
    const lane = await statingLane(server, 1);
    await approveRelease(server);
    const release = (await provedRelease(server)) ?? null;
    const key = Buffer.from(server.context.signer.publicKey).toString('hex');
    const policy = await policyOf(server);
    const answer: SavedAnswer = {
      ...{ version: 1, statement: await made(lane), scannedAt: Date.now(), serverKey: key, release, policy },
    };
    await server.close();
    const folder = temporaryFolder();
    const file = (name: string, content: unknown): string => {
      const path = join(folder, name);
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    };
    expect(readSavedAnswer(JSON.stringify(answer))).toEqual(answer);
    const good = file('answer.json', answer);
    const verified = await run(good, '--server-key', key, '--ledger-policy', file('policy', policy));
    expect(verified.stdout).toContain('VERIFIED\nLane 1 of north answered.');
    expect(verified.code).toBe(0);
    expect((await run(good)).stdout).toContain('The key of the server is the one in the file.');
    expect((await run(good, '--server-key', 'ab'.repeat(32))).code).toBe(1);
    const late = await run(file('late.json', { ...answer, scannedAt: answer.scannedAt + 3_600_000 }));
    expect([late.code, late.stdout.split('\n')[1]]).toEqual([
      1,
      'This code is too old. Scan the code on the screen again.',
    ]);
    expect((await run(file('forged.json', { ...answer, statement: flipped(answer.statement, 5) }))).code).toBe(1);
    expect((await run(file('other.json', { ...answer, extra: 1 }))).code).toBe(66);
    expect((await run(join(folder, 'absent'))).code).toBe(66);
    expect((await run()).code).toBe(64);
  });
});
