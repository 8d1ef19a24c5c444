import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { payloadBytes } from '../../../../server/contract/payload.ts';
import { RETENTION_POLICY_FORM, type RetentionPolicy, retentionDigest } from '../../../../server/contract/retention.ts';
import { signingInput } from '../../../../server/contract/signing.ts';
import { insertPolicy } from '../../../../server/privacy/tables/retention-policies.ts';
import { listSignatures } from '../../../../server/privacy/tables/retention-rollout.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { testBrowser } from '../../people/people/fixtures/browser.ts';
import { privacyOffice } from '../fixtures/privacy-office.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const DAY = 86_400_000;
const ADDRESS = '/v1/privacy/retention/2/signatures';
const POLICY: RetentionPolicy = { ...DEVELOPMENT_RETENTION, number: 2, validFrom: 0 };
const bytesOf = (policy: RetentionPolicy) => payloadBytes(RETENTION_POLICY_FORM, policy);

/** A signature by a new key. */
function signed(policy = POLICY, purpose: 'retention-policy' | 'order' = 'retention-policy') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    digest: retentionDigest(bytesOf(policy)),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    signature: encodeBase64Url(sign(null, signingInput(purpose, bytesOf(policy)), privateKey)),
  };
}

/** An office that has agreed on policy 2, with two people. */
async function agreed() {
  const office = await privacyOffice();
  const { context, database } = office.server;
  const agree = (policy: RetentionPolicy) =>
    context.queue.run((transaction) => {
      const stored = { policy, digest: retentionDigest(bytesOf(policy)), approvedAt: Date.now() };
      const text = new TextDecoder().decode(bytesOf(policy));
      return insertPolicy(transaction, { ...stored, proposedBy: 'p-anna', approvedBy: 'p-berta' }, text);
    });
  await agree(POLICY);
  const person = async (name: string) => {
    const at = Date.now();
    const terms = { validFrom: at - DAY, validUntil: at + DAY, trainingValidUntil: at + DAY };
    const { cookie } = await employ(office.server, name, {
      ...duty('privacy-officer', terms),
      id: randomBytes(16).toString('hex'),
    });
    const browser = testBrowser(office.server);
    browser.cookies.set('postern-session', cookie.slice('postern-session='.length));
    return async (body: unknown, path = ADDRESS) => {
      const { status, text } = await browser.post(path, body);
      return status === 200 ? (JSON.parse(text) as object) : /"code":"([a-z-]+)"/.exec(text)?.[1];
    };
  };
  const { knex } = database;
  return { office, agree, person, knex, anna: await person('p-anna'), berta: await person('p-berta') };
}

const orders = async (knex: Awaited<ReturnType<typeof agreed>>['knex']) => {
  const rows: readonly Record<'kiosk_id' | 'persons', unknown>[] = await knex('orders')
    .where({ kind: 'adopt-retention' })
    .select('kiosk_id', 'persons');
  return rows;
};

describe('signature under an agreed policy', () => {
  it('counts once per person and key; with the second, lanes that are online are ordered', async () => {
    const { office, anna, berta, knex } = await agreed();
    await office.say({});
    const mine = signed();
    expect(await anna(mine)).toEqual({ signed: 1 });
    expect(await anna(mine)).toEqual({ signed: 1 });
    expect(await berta(mine)).toBe('another-person-required');
    expect(await orders(knex)).toEqual([]);
    expect(await berta(signed())).toEqual({ signed: 2 });
    await expect.poll(() => orders(knex)).toHaveLength(1);
    const [order] = await orders(knex);
    expect(order?.kiosk_id).toBe('north-1');
    expect(order?.persons).toMatch(/p-anna.*p-berta/);
    const people: readonly string[] = await knex('acts').where({ act: 'retention.sign' }).pluck('person_id');
    // The order names both, and giving it is not their act
    expect(people.toSorted()).toEqual(['p-anna', 'p-berta']);
    expect(await listActs(knex, { act: 'retention.send', limit: 9 })).toMatchObject([
      { person: 'server', session: null, role: null, subject: '2', details: { lanes: 1 } },
    ]);
  });

  it('replaces an earlier one of the same person', async () => {
    const { anna, knex } = await agreed();
    await anna(signed());
    const other = signed();
    expect(await anna(other)).toEqual({ signed: 1 });
    expect((await listSignatures(knex)).map(({ publicKey }) => publicKey)).toEqual([other.publicKey]);
  });

  it('counts once when two people submit the same key at once', async () => {
    const { anna, berta, knex } = await agreed();
    const same = signed();
    const answers = await Promise.all([anna(same), berta(same)]);
    expect(answers).toContainEqual({ signed: 1 });
    expect(answers).toContain('another-person-required');
    expect(await listSignatures(knex)).toHaveLength(1);
  });

  it('no longer counts when its signer left before the second signature', async () => {
    const { anna, berta, knex } = await agreed();
    await anna(signed());
    await changeRecorded(knex, 'duties', { person_id: 'p-anna' }, { valid_until: Date.now() - 1 });
    expect(await berta(signed())).toEqual({ signed: 1 });
    expect(await orders(knex)).toEqual([]);
  });

  it('no longer counts when its signer was disabled before the second signature', async () => {
    const { anna, berta, knex } = await agreed();
    await anna(signed());
    await changeRecorded(knex, 'people', { id: 'p-anna' }, { disabled_at: Date.now() });
    expect(await berta(signed())).toEqual({ signed: 1 });
    expect(await orders(knex)).toEqual([]);
  });

  it('is refused under a policy that has been replaced', async () => {
    const { anna, agree } = await agreed();
    await agree({ ...POLICY, number: 3 });
    expect(await anna(signed())).toBe('proposal-inapplicable');
    expect(await anna(signed(), '/v1/privacy/retention/9/signatures')).toBe('not-found');
  });

  it.each<readonly [string, unknown, string]>([
    ['nothing', {}, 'invalid-message'],
    ['a list', [], 'invalid-message'],
    ['an extra field', { ...signed(), name: 'anna' }, 'invalid-message'],
    ['a key of another length', { ...signed(), publicKey: 'ab' }, 'invalid-message'],
    ['a key of small order', { ...signed(), publicKey: '0'.repeat(64) }, 'invalid-message'],
    ['a signature that is too long', { ...signed(), signature: 'A'.repeat(9_000) }, 'invalid-message'],
    ['a signature that is not base64url', { ...signed(), signature: '='.repeat(86) }, 'invalid-message'],
    ['a signature of another key', { ...signed(), publicKey: signed().publicKey }, 'invalid-message'],
    ['a signature for another purpose', signed(POLICY, 'order'), 'invalid-message'],
    ['a signature under another policy', signed({ ...POLICY, validFrom: 1 }), 'invalid-message'],
    [
      'another policy’s signature with this one’s digest',
      { ...signed({ ...POLICY, validFrom: 1 }), digest: signed().digest },
      'invalid-message',
    ],
    ['too large a body', { ...signed(), more: 'x'.repeat(20_000) }, 'too-large'],
  ])('is refused: %s', async (_fault, body, code) => {
    const { anna, knex } = await agreed();
    expect(await anna(body)).toBe(code);
    expect(await listSignatures(knex)).toEqual([]);
  });
});
