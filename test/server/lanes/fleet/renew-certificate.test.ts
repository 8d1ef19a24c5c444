import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { Challenges } from '../../../../server/lanes/fleet/challenges.ts';
import { disableKiosk } from '../../../../server/lanes/fleet/disable-kiosk.ts';
import { COMMAND_LINE } from '../../../../server/lanes/fleet/fleet-act.ts';
import { renewCertificate } from '../../../../server/lanes/fleet/renew-certificate.ts';
import { WriteQueue } from '../../../../server/platform/database/write-queue.ts';
import { setEvidenceUrl } from '../../../../server/records/kiosks/kiosks.ts';
import { listHolding } from '../../../../server/lanes/fleet/certificate-table.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { csr, deskBench, enrolment, renewal } from './fixtures/certificate-requests.ts';

const kiosk = testKiosk();

async function enrolledBench() {
  const all = await deskBench();
  await all.bench.enrol(kiosk);
  const { knex, clock, queue } = all.bench.context;
  return {
    ...all,
    renew: async (choices?: Parameters<typeof renewal>[2]) =>
      renewCertificate(all.desk, await renewal(all.desk.challenges.make(), kiosk, choices)),
    disable: () => queue.run((transaction) => disableKiosk(transaction, kiosk.id, COMMAND_LINE, clock.wallMs())),
    knex,
  };
}

describe('an enrolled kiosk', () => {
  test('renews its certificate with its signing key alone, after a minute or weeks', async () => {
    const all = await enrolledBench();
    expect(await all.renew()).toMatchObject({ kind: 'given' });
    all.bench.clock.turn(86_400_000 * 40);
    expect(await all.renew()).toMatchObject({ kind: 'given' });
    expect(await listHolding(all.knex, all.bench.clock.wallMs())).toHaveLength(1);
  });

  test('gets a certificate for officers at the enrolled address, not the requested one', async () => {
    const all = await enrolledBench();
    expect(await all.renew({ use: 'evidence' })).toMatchObject({ code: 'no-evidence-address' });
    const url = 'https://[2001:db8::7]:8082';
    await new WriteQueue(all.knex).run((transaction) => setEvidenceUrl(transaction, kiosk.id, url));
    const given = await all.renew({ use: 'evidence' });
    if (given.kind !== 'given') throw new Error(given.code);
    const leaf = new X509Certificate(decodeBase64Url(given.answer.certificate) ?? new Uint8Array());
    expect(leaf.subjectAltName).toBe(`IP Address:2001:DB8:0:0:0:0:0:7, URI:urn:postern:evidence:${kiosk.id}`);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  test('gets no certificate once disabled, and its earlier certificates are revoked', async () => {
    const all = await enrolledBench();
    await all.renew();
    await all.renew();
    expect(await all.disable()).toEqual({ kind: 'disabled', certificates: 2 });
    expect(await all.disable()).toEqual({ kind: 'unchanged' });
    expect(await all.renew()).toMatchObject({ code: 'kiosk-disabled' });
    expect(all.signals()).toEqual(['disabled']);
  });

  test('gets no certificate when it is disabled during signing', async () => {
    const all = await enrolledBench();
    const { signer } = all.authority;
    const slow = {
      ...all.desk,
      authority: {
        ...all.authority,
        signer: { ...signer, sign: async (message: Uint8Array) => (await all.disable(), signer.sign(message)) },
      },
    };
    const given = await renewCertificate(slow, await renewal(all.desk.challenges.make(), kiosk));
    expect(given).toMatchObject({ code: 'kiosk-disabled' });
    expect(await listHolding(all.knex, all.bench.clock.wallMs())).toEqual([]);
  });
});

test.each([
  ["with another's signature", { signedBy: testKiosk(kiosk.id, 99) }, 'bad-signature'],
  ['for another kiosk', { csr: await csr('south-2') }, 'csr-refused'],
])('renewal: refuses a request %s', async (_fault, choices, code) => {
  const all = await enrolledBench();
  expect(await all.renew(choices)).toMatchObject({ code });
  expect(await listHolding(all.knex, all.bench.clock.wallMs())).toEqual([]);
});

test('renewal: refuses an unknown kiosk, and an enrolment request', async () => {
  const all = await enrolledBench();
  const stranger = testKiosk(kioskIdSchema.parse('nobody-1'), 5);
  const challenge = all.desk.challenges.make();
  expect(await renewCertificate(all.desk, await renewal(challenge, stranger))).toMatchObject({ code: 'unknown-kiosk' });
  const other = await enrolment(all, kiosk, '0'.repeat(26));
  expect(await renewCertificate(all.desk, other)).toMatchObject({ code: 'bad-signature' });
});

describe('a challenge for a certificate', () => {
  test('is valid for two minutes at every process of the server', async () => {
    const { bench, desk } = await deskBench();
    const challenge = desk.challenges.make();
    const elsewhere = new Challenges(new Uint8Array(32).fill(7), bench.clock);
    expect(elsewhere.holds(challenge)).toBe(true);
    const other = new Challenges(new Uint8Array(32).fill(8), bench.clock);
    expect(other.holds(challenge)).toBe(false);
    for (let at = 0; at < 64; at += 7) {
      const changed = `${challenge.slice(0, at)}${challenge[at] === 'A' ? 'B' : 'A'}${challenge.slice(at + 1)}`;
      expect(desk.challenges.holds(changed)).toBe(false);
    }
    bench.clock.turn(120_000);
    expect(desk.challenges.holds(challenge)).toBe(true);
    bench.clock.turn(1);
    expect(desk.challenges.holds(challenge)).toBe(false);
  });
});
