import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { enrolmentRequestSchema } from '../../../../server/contract/certificate-request.ts';
import { secretDigest } from '../../../../server/contract/enrolment-code.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { enrolByCode } from '../../../../server/lanes/fleet/enrol-by-code.ts';
import { COMMAND_LINE } from '../../../../server/lanes/fleet/fleet-act.ts';
import { disableKiosk } from '../../../../server/lanes/fleet/disable-kiosk.ts';
import { x509 } from '../../../../server/lanes/fleet/x509.ts';
import { findCertificate, listHolding } from '../../../../server/lanes/fleet/certificate-table.ts';
import { findEnrolmentCode } from '../../../../server/lanes/fleet/enrolment-code-table.ts';
import { findKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import { listSites } from '../../../../server/records/sites/site-table.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { csr, deskBench, type DeskBench, enrolment, wrongCode } from './fixtures/certificate-requests.ts';

const kiosk = testKiosk();
/** Has the name and the code, but not the key. */
const thief = testKiosk(kiosk.id, 99);
const HERE = '127.0.0.1';

const held = async ({ bench }: DeskBench) => listHolding(bench.context.knex, bench.clock.wallMs());
const alarms = async ({ bench }: DeskBench) => (await bench.alarms()).map(({ kind }) => kind);

describe('a code that is refused', () => {
  test('leaves no record of the place that it named', async () => {
    const all = await deskBench();
    await enrolByCode(all.desk, await enrolment(all, kiosk, await all.codeFor(kiosk)), HERE);
    await expect(all.codeFor(kiosk, { site: 'south' })).rejects.toThrow('other-place');
    expect((await listSites(all.bench.context.knex)).map(({ id }) => id)).toEqual(['north']);
  });
});

describe('a kiosk with a code', () => {
  test('is enrolled at the code’s place with its own key, and gets a certificate for a day', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk, { lane: '7', 'evidence-url': 'https://lane.example:8082' });
    const given = await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE);
    expect(given).toMatchObject({ kind: 'given', answer: { kioskId: kiosk.id, site: 'north', lane: '7' } });
    if (given.kind !== 'given') return;
    const { certificate, authority, notAfter, issuedAt, serverKey } = given.answer;
    expect(Buffer.from(decodeBase64Url(authority) ?? [])).toEqual(Buffer.from(all.authority.certificate));
    expect(serverKey).toBe(Buffer.from(all.bench.serverKey).toString('hex'));
    expect(notAfter - issuedAt).toBeGreaterThan(86_398_000);
    const leaf = new X509Certificate(decodeBase64Url(certificate) ?? new Uint8Array());
    expect(leaf.verify(new X509Certificate(all.authority.certificatePem).publicKey)).toBe(true);
    expect(leaf.subjectAltName).toBe(`URI:urn:postern:kiosk:${kiosk.id}`);
    const { knex } = all.bench.context;
    expect(await findCertificate(knex, leaf.serialNumber.toLowerCase())).toMatchObject({
      kioskId: kiosk.id,
      use: 'lane',
    });
    expect(await findKiosk(knex, kiosk.id)).toMatchObject({ lane: '7', evidenceUrl: 'https://lane.example:8082' });
    expect(all.signals()).toEqual([]);
  });

  test('is enrolled with the P-256 key of a TPM, and afterwards with no key of the other algorithm', async () => {
    const all = await deskBench();
    const withTpm = testKiosk(kiosk.id, 7, 'es256');
    const code = await all.codeFor(withTpm);
    expect(await enrolByCode(all.desk, await enrolment(all, withTpm, code), HERE)).toMatchObject({ kind: 'given' });
    const found = await findKiosk(all.bench.context.knex, kiosk.id);
    expect(Buffer.from(found?.publicKey ?? []).toString('hex')).toBe(withTpm.publicKeyHex);
    const again = await all.codeFor(kiosk);
    const downgrade = await enrolByCode(all.desk, await enrolment(all, kiosk, again), HERE);
    expect(downgrade).toMatchObject({ kind: 'refused', code: 'other-key' });
  });

  test('is refused with a P-256 key and an algorithm that is not the key’s, or a point that is not on the curve', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk);
    const nowhere = `02${'f'.repeat(64)}`;
    const refused = await enrolByCode(all.desk, await enrolment(all, kiosk, code, { publicKeyHex: nowhere }), HERE);
    expect(refused).toMatchObject({ kind: 'refused', code: 'bad-signature' });
    const request = {
      ...{ version: 1, kioskId: kiosk.id, use: 'lane', code, challenge: all.desk.challenges.make(), csr: 'AAAA' },
    } as const;
    const es256 = testKiosk(kiosk.id, 7, 'es256').publicKeyHex;
    expect(enrolmentRequestSchema.safeParse({ ...request, publicKey: es256 }).success).toBe(false);
    expect(enrolmentRequestSchema.safeParse({ ...request, publicKey: es256, algorithm: 'es256' }).success).toBe(true);
    const relabelled = { ...request, publicKey: kiosk.publicKeyHex, algorithm: 'es256' };
    expect(enrolmentRequestSchema.safeParse(relabelled).success).toBe(false);
  });

  test('may send the code again after a lost answer, and gets another certificate', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk);
    await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE);
    all.bench.clock.turn(86_400_000 * 3);
    expect(await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE)).toMatchObject({ kind: 'given' });
  });

  test('leaves no trace of the secret in the database', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk);
    expect(await findEnrolmentCode(all.bench.context.knex, secretDigest(code))).toBeDefined();
    const rows: unknown = await all.bench.context.knex('kiosk_codes').select();
    expect(JSON.stringify(rows)).not.toContain(code);
  });
});

describe('an enrolment code', () => {
  test.each([
    ['that was never issued', async () => Promise.resolve(wrongCode()), 'code-unknown'],
    [
      'that is an hour old',
      async (all: DeskBench) => {
        const code = await all.codeFor(kiosk);
        all.bench.clock.turn(3_600_000);
        return code;
      },
      'code-over',
    ],
    [
      'replaced by a newer one',
      async (all: DeskBench) => {
        const code = await all.codeFor(kiosk);
        await all.codeFor(kiosk);
        return code;
      },
      'code-withdrawn',
    ],
    [
      'for another kiosk',
      async (all: DeskBench) => all.codeFor(testKiosk(kioskIdSchema.parse('south-2'), 9)),
      'code-of-another-kiosk',
    ],
  ])('%s is refused without a reason in the answer', async (_fault, codeOf, signal) => {
    const all = await deskBench();
    const wire = await enrolment(all, kiosk, await codeOf(all));
    expect(await enrolByCode(all.desk, wire, HERE)).toMatchObject({ code: 'code-refused' });
    expect(all.signals()).toEqual([signal]);
    expect(await alarms(all)).toEqual(['enrolment-code-refused']);
    expect(await findKiosk(all.bench.context.knex, kiosk.id)).toBeUndefined();
    expect(await held(all)).toEqual([]);
  });

  test('raises an alarm when the real kiosk uses it after a thief', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk);
    expect(await enrolByCode(all.desk, await enrolment(all, thief, code), '10.0.0.9')).toMatchObject({ kind: 'given' });
    expect(await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE)).toMatchObject({
      code: 'code-refused',
    });
    expect(all.signals()).toEqual(['code-used-by-another']);
    expect(await alarms(all)).toEqual(['enrolment-code-reused']);
  });

  test('admits only one of many simultaneous kiosks', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk);
    const wires = await Promise.all([1, 2, 3, 4, 5].map((n) => enrolment(all, testKiosk(kiosk.id, 50 + n), code)));
    const given = await Promise.all(wires.map((wire) => enrolByCode(all.desk, wire, HERE)));
    expect(given.filter(({ kind }) => kind === 'given')).toHaveLength(1);
    expect(await held(all)).toHaveLength(1);
    expect(await alarms(all)).toEqual(['enrolment-code-reused']);
  });

  test('cannot be guessed: attempts from one address are limited', async () => {
    const all = await deskBench({ perSecond: 0.1, burst: 5 });
    const codes: unknown[] = [];
    for (let n = 0; n < 7; n += 1) {
      const given = await enrolByCode(all.desk, await enrolment(all, kiosk, wrongCode()), HERE);
      codes.push(given.kind === 'refused' ? given.code : given.kind);
    }
    expect(codes).toEqual([...Array<string>(5).fill('code-refused'), 'rate-limited', 'rate-limited']);
    const right = await all.codeFor(kiosk);
    expect(await enrolByCode(all.desk, await enrolment(all, kiosk, right), '10.0.0.2')).toMatchObject({
      kind: 'given',
    });
  });

  test('counts against the limit of all senders only if it is wrong and its sender’s own limit is not reached', async () => {
    const all = await deskBench({ perSecond: 0.001, burst: 2 });
    const allCodesRateLimit = new TokenBuckets({ perSecond: 0.001, burst: 3 }, all.bench.context.clock);
    const desk = { ...all.desk, allCodesRateLimit };
    const bring = async (code: string, address: string) => {
      const given = await enrolByCode(desk, await enrolment(all, kiosk, code), address);
      return given.kind === 'refused' ? given.code : given.kind;
    };
    for (const code of ['code-refused', 'code-refused', 'rate-limited', 'rate-limited']) {
      // From one IPv6 network
      expect(await bring(wrongCode(), `2001:db8::${Math.random().toString(16).slice(2, 6)}`)).toBe(code);
    }
    expect(await bring(wrongCode(), '10.0.0.2')).toBe('code-refused');
    expect(await bring(wrongCode(), '10.0.0.3')).toBe('rate-limited');
    expect(await bring(await all.codeFor(kiosk), '10.0.0.3')).toBe('given');
    expect(await bring(await all.codeFor(kiosk), '2001:db8::1')).toBe('given');
  });
});

describe('an enrolment request', () => {
  test.each([
    ['signed by another key', { signedBy: thief }, 'bad-signature', 'enrolment-unsigned'],
    [
      'that names a key of small order',
      { publicKeyHex: `01${'00'.repeat(31)}` },
      'bad-signature',
      'enrolment-unsigned',
    ],
    ['with an unknown challenge', { challenge: 'A'.repeat(64) }, 'challenge-refused', 'challenge-refused'],
  ])('%s is refused', async (_name, choices, code, signal) => {
    const all = await deskBench();
    const secret = await all.codeFor(kiosk);
    expect(await enrolByCode(all.desk, await enrolment(all, kiosk, secret, choices), HERE)).toMatchObject({ code });
    expect(all.signals()).toEqual([signal]);
    expect(await held(all)).toEqual([]);
  });

  test.each([
    ['nothing', new Uint8Array(), 'malformed-envelope'],
    ['not JSON', Buffer.from('{'), 'malformed-envelope'],
    ['oversized', Buffer.alloc(20_000, 'x'), 'too-large'],
  ])('is refused: %s', async (_fault, wire, code) => {
    const all = await deskBench();
    expect(await enrolByCode(all.desk, wire, HERE)).toMatchObject({ code });
  });

  test('is refused with a challenge from two minutes ago', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk);
    const wire = await enrolment(all, kiosk, code);
    all.bench.clock.turn(121_000);
    expect(await enrolByCode(all.desk, wire, HERE)).toMatchObject({ code: 'challenge-refused' });
  });

  test.each<[string, () => Promise<Uint8Array>, string]>([
    ['with another id', () => csr('south-2'), 'csr-other-subject'],
    [
      'with more than an id in its name',
      () => csr('', { name: [{ CN: [kiosk.id] }, { O: ['Example'] }] }),
      'csr-other-subject',
    ],
    ['with two names', () => csr('', { name: [{ CN: [kiosk.id] }, { CN: ['other'] }] }), 'csr-other-subject'],
    [
      'with its own alternative name',
      () =>
        csr(kiosk.id, {
          extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'server.example' }])],
        }),
      'csr-extra-content',
    ],
    [
      'to be an authority',
      () => csr(kiosk.id, { extensions: [new x509.BasicConstraintsExtension(true)] }),
      'csr-extra-content',
    ],
    ['for another kind of key', () => csr(kiosk.id, { curve: 'P-384' }), 'csr-unsuitable-key'],
    ['signed with another hash', () => csr(kiosk.id, { hash: 'SHA-384' }), 'csr-bad-signature'],
    ['that is not DER', () => Promise.resolve(Buffer.from('certificate, please')), 'csr-malformed'],
    ['with trailing bytes', async () => Buffer.concat([await csr(kiosk.id), Buffer.of(0)]), 'csr-malformed'],
    ['truncated', async () => (await csr(kiosk.id)).subarray(0, 150), 'csr-malformed'],
    [
      'for a key that its sender does not have',
      async () => {
        // The signature of one request with the body of another
        const [mine, other] = [await csr(kiosk.id), await csr(kiosk.id)];
        const forged = Uint8Array.from(mine);
        forged.set(other.subarray(60, 120), 60);
        return forged;
      },
      'csr-',
    ],
  ])('for a certificate %s is refused', async (_name, made, signal) => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk);
    const wire = await enrolment(all, kiosk, code, { csr: await made() });
    expect(await enrolByCode(all.desk, wire, HERE)).toMatchObject({ code: 'csr-refused' });
    expect(all.signals()).toEqual([expect.stringContaining(signal)]);
    expect(await held(all)).toEqual([]);
    // The refusals did not use up the code
    expect(await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE)).toMatchObject({ kind: 'given' });
  });
});

describe('an enrolled kiosk', () => {
  test('keeps its first key: a code does not replace it', async () => {
    const all = await deskBench();
    await enrolByCode(all.desk, await enrolment(all, kiosk, await all.codeFor(kiosk)), HERE);
    const again = await all.codeFor(kiosk);
    expect(await enrolByCode(all.desk, await enrolment(all, thief, again), HERE)).toMatchObject({ code: 'other-key' });
    expect(all.signals()).toEqual(['place-refused']);
    expect(await enrolByCode(all.desk, await enrolment(all, kiosk, again), HERE)).toMatchObject({ kind: 'given' });
  });

  test('cannot be enrolled again once disabled; its place is free for another', async () => {
    const all = await deskBench();
    const code = await all.codeFor(kiosk, { lane: '7' });
    await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE);
    const { queue, clock } = all.bench.context;
    await queue.run((transaction) => disableKiosk(transaction, kiosk.id, COMMAND_LINE, clock.wallMs()));
    expect(await held(all)).toEqual([]);
    expect(await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE)).toMatchObject({
      code: 'kiosk-disabled',
    });
    await expect(all.codeFor(kiosk, { lane: '7' })).rejects.toThrow('kiosk-disabled');
    const next = testKiosk(kioskIdSchema.parse('north-1b'), 42);
    const its = await all.codeFor(next, { lane: '7' });
    expect(await enrolByCode(all.desk, await enrolment(all, next, its), HERE)).toMatchObject({ kind: 'given' });
  });
});

test('enrolment: leaves the code valid after a crash before the record', async () => {
  const all = await deskBench();
  const code = await all.codeFor(kiosk);
  const { queue } = all.bench.context;
  const crash = () => Promise.reject(new Error('the power went'));
  const dying = {
    ...all.desk,
    context: { ...all.desk.context, queue: Object.assign(Object.create(queue), { run: crash }) },
  };
  await expect(enrolByCode(dying, await enrolment(all, kiosk, code), HERE)).rejects.toThrow('the power went');
  expect(await held(all)).toEqual([]);
  expect(await enrolByCode(all.desk, await enrolment(all, kiosk, code), HERE)).toMatchObject({ kind: 'given' });
});
