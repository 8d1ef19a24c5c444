/**
 * Decisions of two people in the privacy office, with a complete lane: a legal hold, a retention policy, a traveller's
 * request for erasure.
 */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../kiosk/vault/retention/development-retention.ts';
import { encodeBase64Url } from '../../server/contract/base64url.ts';
import { canonicalJson } from '../../server/contract/canonical-json.ts';
import type { RetentionPolicy } from '../../server/contract/retention.ts';
import { signingInput } from '../../server/contract/signing.ts';
import type { TransactionId } from '../../server/contract/field.ts';
import type { AccessRequestView } from '../../server/privacy/answers/access-request.ts';
import type { HoldList } from '../../server/lanes/evidence/answers/hold.ts';
import type { ErasurePage, HeldView } from '../../server/privacy/answers/privacy.ts';
import type { RetentionView } from '../../server/privacy/answers/retention.ts';
import { duty } from '../server/platform/access/fixtures/principals.ts';
import { employ } from '../server/fixtures/employ.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { laneConfig, laneKey, type LaneUnderTest, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';
import { enrolLane, type ServerUnderTest, startServerUnderTest } from './server-under-test.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const STRANGER = {
  scene: { subject: { kind: 'person', specimen: SPECIMEN('bravo') } },
  document: { holder: SPECIMEN('alpha') },
} as const;

const folder = mkdtempSync(join(tmpdir(), 'postern-office-'));
const serverDir = join(folder, 'server');
/** Two people whose keys are configured on the lane, and one whose key is not. */
const [annaKey, bertaKey, strangerKey] = [1, 2, 3].map(() => generateKeyPairSync('ed25519')) as [Pair, Pair, Pair];
interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

let server: ServerUnderTest;
let lane: LaneUnderTest;
let anna: Officer;
let berta: Officer;

type Officer = Awaited<ReturnType<typeof privacyOfficer>>;

function signatureOf(policy: RetentionPolicy, { publicKey, privateKey }: Pair) {
  const payload = canonicalJson(policy);
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    signature: encodeBase64Url(sign(null, signingInput('retention-policy', payload), privateKey)),
  };
}

async function privacyOfficer(name: string) {
  const now = Date.now();
  const terms = { validFrom: now - DAY_MS, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS };
  const held = { ...duty('privacy-officer', terms), id: createHash('md5').update(name).digest('hex') };
  const { cookie } = await employ(server.server, name, held);
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const json = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const response = await fetch(new URL(path, server.server.url), {
      headers: { cookie, ...(body !== undefined && json) },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return { ask };
}

/** One person proposes, the other approves. */
async function decide(kind: string, payload: unknown): Promise<void> {
  const proposed = await anna.ask<{ id: string; digest: string }>('/v1/proposals', { kind, payload });
  await expect(anna.ask(`/v1/proposals/${proposed.id}/approval`, { digest: proposed.digest })).rejects.toThrow('403');
  await berta.ask(`/v1/proposals/${proposed.id}/approval`, { digest: proposed.digest });
}

async function refer(): Promise<TransactionId> {
  await lane.send(STRANGER);
  const referred = lane.kiosk.lane.referred();
  if (referred === undefined) throw new Error('no traveller was referred');
  await vi.waitFor(async () => {
    const reports = await server.server.database.knex('reports').where({ transaction_id: referred, kind: 'match' });
    expect(reports).toHaveLength(1);
  }, 120_000);
  return referred;
}

beforeAll(async () => {
  const own = laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
  const serverKey = await enrolLane(serverDir, await laneKey(own));
  server = await startServerUnderTest(serverDir);
  const first = [signatureOf(DEVELOPMENT_RETENTION, annaKey), signatureOf(DEVELOPMENT_RETENTION, bertaKey)];
  const file = join(folder, 'retention-policy.json');
  const policy = encodeBase64Url(canonicalJson(DEVELOPMENT_RETENTION));
  writeFileSync(file, JSON.stringify({ policy, signatures: first }));
  lane = await startLaneUnderTest({
    ...own,
    ...{ serverUrl: new URL(server.server.url), serverKey, policyFile: writeFacePolicy(folder) },
    ...{ retentionFile: file, signerKeys: first.map(({ publicKey }) => publicKey) },
  });
  anna = await privacyOfficer('p-anna');
  berta = await privacyOfficer('p-berta');
});
afterAll(async () => {
  await lane?.close();
  await server?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('privacy office', () => {
  test('holds a referral’s captures despite a request for erasure, and has them erased after both end', async () => {
    const transactionId = await refer();
    const reported = (await server.reports()).find(
      ({ report }) => report.kind === 'match' && report.transactionId === transactionId,
    )?.report;
    const document = reported?.kind === 'match' ? reported.document : null;
    if (document === null) throw new Error('expected a document in the report');
    const proof = { by: 'document-handle', handle: document.handle, epoch: document.handleEpoch };

    const until = Date.now() + 5 * DAY_MS;
    await decide('legal-hold', { kioskId: 'lane-1', transactionId, reason: 'court-order', until });
    const laneSays = (word: string) =>
      vi.waitFor(async () => {
        const { holds } = await anna.ask<HoldList>('/v1/privacy/holds');
        expect(holds).toMatchObject([{ transactionId, laneSays: word }]);
        return holds[0]?.id;
      }, 120_000);
    const hold = await laneSays('obeyed');
    expect(await lane.kiosk.vault.keeping.of(transactionId)).toMatchObject({ keptAs: 'legal-hold' });

    const closeRequest = async () => {
      const { id } = await anna.ask<AccessRequestView>('/v1/privacy/requests', { kind: 'erasure', proof });
      await anna.ask(`/v1/privacy/requests/${id}`, { step: 'close', version: 1, state: 'answered' });
    };
    const erasureOrders = (state: string, refusal: string | null) =>
      vi.waitFor(async () => {
        const { orders } = await anna.ask<{ orders: { kind: string; state: string; refusal: string | null }[] }>(
          `/v1/orders?kiosk=lane-1&transaction=${transactionId}`,
        );
        expect(orders.find(({ kind }) => kind === 'erase-captures')).toMatchObject({ state, refusal });
      }, 120_000);
    await closeRequest();
    await erasureOrders('refused', 'under-hold');
    expect(await lane.kiosk.vault.keeping.of(transactionId)).toMatchObject({ keptAs: 'legal-hold' });

    await decide('legal-hold-release', { hold });
    await laneSays('obeyed');
    await expect.poll(() => lane.kiosk.vault.keeping.of(transactionId)).toMatchObject({ keptAs: 'referred' });
    await closeRequest();
    await erasureOrders('obeyed', null);
    expect(await lane.kiosk.vault.keeping.of(transactionId)).toBeUndefined();
    // The signed report about it is in the console
    await vi.waitFor(async () => {
      const { erasures } = await berta.ask<ErasurePage>('/v1/privacy/erasures');
      expect(erasures.find(({ cause }) => cause === 'on-request')).toMatchObject({ retentionClass: 'referred' });
    }, 120_000);
  });

  test('makes the lane adopt a policy that two people approved and two signed', async () => {
    const { classes } = DEVELOPMENT_RETENTION;
    const next: RetentionPolicy = {
      ...{ ...DEVELOPMENT_RETENTION, number: 2, validFrom: Date.now() - MINUTE_MS },
      classes: { ...classes, referred: { ...classes.referred, limitMs: 9 * MINUTE_MS } },
    };
    await decide('retention-policy', next);
    const digest = createHash('sha256').update(canonicalJson(next)).digest('hex');
    const bring = (who: Officer, key: Pair) =>
      who.ask<{ signed: number }>('/v1/privacy/retention/2/signatures', { digest, ...signatureOf(next, key) });
    const view = () => anna.ask<RetentionView>('/v1/privacy/retention');

    expect(await bring(anna, annaKey)).toEqual({ signed: 1 });
    expect(await view()).toMatchObject({ rollout: null, lanes: [{ state: null }] });
    // Two signatures, but only one of the keys is configured: the lane keeps its policy
    expect(await bring(berta, strangerKey)).toEqual({ signed: 2 });
    const becomes = (state: string, refusal: string | null) =>
      vi.waitFor(async () => expect((await view()).lanes).toMatchObject([{ state, refusal }]), 240_000);
    await becomes('refused', 'retention-invalid');
    expect((await view()).lanes[0]?.runs?.number ?? 1).toBe(1);

    expect(await bring(berta, bertaKey)).toEqual({ signed: 2 });
    await becomes('adopted', null);
    expect((await view()).lanes).toMatchObject([{ runs: { number: 2, digest, by: 'order' } }]);

    await refer();
    await vi.waitFor(async () => {
      const { lanes } = await anna.ask<HeldView>('/v1/privacy/held');
      const referred = lanes[0]?.classes.find(({ retentionClass }) => retentionClass === 'referred');
      expect(referred?.counts.due).toMatchObject({ hour: 0, day: 0 });
      expect(referred?.counts.due.tenMinutes).toBeGreaterThan(0);
    }, 120_000);
  });
});
