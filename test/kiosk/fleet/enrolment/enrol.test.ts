import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Mode } from '../../../../hardware/host/mode.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { ConfigError } from '../../../../kiosk/platform/config/config.ts';
import { enrol } from '../../../../kiosk/fleet/enrolment/enrol.ts';
import { readEnrolment, writeEnrolment } from '../../../../kiosk/fleet/enrolment/enrolment-record.ts';
import { openFleetLink } from '../../../../kiosk/fleet/enrolment/fleet-link.ts';
import { keepCertificate } from '../../../../kiosk/fleet/enrolment/kept-certificate.ts';
import { requestCertificate } from '../../../../kiosk/fleet/enrolment/request-certificate.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { REVOCATIONS_LIMIT_BYTES } from '../../../../server/contract/revocations.ts';
import { type Authority, initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { COMMAND_LINE } from '../../../../server/lanes/fleet/fleet-act.ts';
import { codeRequestSchema, makeCode } from '../../../../server/lanes/fleet/make-code.ts';
import { revokeCertificate } from '../../../../server/lanes/fleet/certificate-table.ts';
import {
  askOverTls,
  issue,
  testAuthority,
  type TlsIdentity,
} from '../../../server/lanes/fleet/fixtures/fleet-bench.ts';
import { type RunningServer, runServer } from '../../../server/fixtures/running-server.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const kioskId = kioskIdSchema.parse('lane-1');
const soon = () => AbortSignal.timeout(60_000);

async function fleetServer(mode: Mode = 'development') {
  const dataDir = temporaryFolder();
  const { authority } = await initialiseAuthority(join(dataDir, 'fleet'), Date.now(), undefined, mode);
  const tls = { names: ['127.0.0.1'], kioskHost: '127.0.0.1', kioskPort: 0 };
  const server = await runServer({ dataDir, tls, mode });
  const code = async () => {
    const request = codeRequestSchema.parse({ kiosk: kioskId, site: 'north', lane: '1' });
    const made = await server.context.queue.run((transaction) =>
      makeCode(transaction, authority, request, COMMAND_LINE, Date.now(), 'new-site'),
    );
    if (made.kind === 'refused') throw new Error(made.code);
    return made.code;
  };
  return { server, authority, serverUrl: new URL(server.kioskUrl), code };
}

/** A link as an enrolled kiosk has it. */
function link(serverUrl: URL, authority: Authority, secureElement = softSecureElement(), mode: Mode = 'development') {
  const fleet = openFleetLink({ origin: serverUrl, authority: authority.certificate, clock: systemClock });
  const asker = { kioskId, mode, secureElement, link: fleet.uncertified };
  const lane = keepCertificate({
    clock: systemClock,
    random: Math.random,
    onState: () => undefined,
    request: (signal) => requestCertificate(asker, 'lane', signal),
  });
  fleet.goAs(lane);
  onTestFinished(async () => {
    fleet.close();
    await lane.close();
  });
  const ask = async () =>
    (await fleet.exchange('/v1/revocations', { method: 'GET' }, REVOCATIONS_LIMIT_BYTES, soon()))?.ok;
  return { fleet, lane, ask };
}

describe('a kiosk with a code', () => {
  test('is enrolled, stores its trust data, and connects to the server with its identity', async () => {
    const { server, authority, serverUrl, code } = await fleetServer();
    const secureElement = softSecureElement();
    const text = await code();
    // As a person types it
    const enrolling = {
      kioskId,
      mode: 'development' as const,
      serverUrl,
      code: ` ${text.toLowerCase().replaceAll('-', ' ')}\n`,
      secureElement,
      clock: systemClock,
    };
    const enrolment = await enrol(enrolling, soon());
    if (enrolment.kind === 'refused') throw new Error(enrolment.why);
    expect(enrolment.record).toMatchObject({ kioskId, site: 'north', lane: '1' });
    expect(enrolment.record.serverKey).toBe(Buffer.from(server.context.signer.publicKey).toString('hex'));
    // The power goes before it is on the disk: the same code again
    const folder = temporaryFolder();
    expect(readEnrolment({ dataDir: folder, kioskId, mode: 'development' })).toBeUndefined();
    const again = await enrol(enrolling, soon());
    expect(again).toEqual(enrolment);
    writeEnrolment(folder, enrolment.record);
    expect(readEnrolment({ dataDir: folder, kioskId, mode: 'development' })).toEqual(enrolment.record);
    expect(() =>
      readEnrolment({ dataDir: folder, kioskId: kioskIdSchema.parse('lane-2'), mode: 'development' }),
    ).toThrow(ConfigError);

    const { ask } = link(serverUrl, authority, secureElement);
    await expect.poll(ask).toBe(true);
    await server.fleet.disable(kioskId, COMMAND_LINE);
    await expect.poll(ask).not.toBe(true);
  });

  test('with an invalid code, or one used by another kiosk, is refused', async () => {
    const { serverUrl, code } = await fleetServer();
    const text = await code();
    const by = (typed: string, secureElement = softSecureElement()) =>
      enrol({ kioskId, mode: 'development', serverUrl, code: typed, secureElement, clock: systemClock }, soon());
    expect(await by('ABCD')).toEqual({ kind: 'refused', why: 'malformed-code' });
    const wrong = `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`;
    expect(await by(wrong)).toEqual({ kind: 'refused', why: 'code-refused' });
    expect(await by(text)).toMatchObject({ kind: 'enrolled' });
    expect(await by(text)).toEqual({ kind: 'refused', why: 'code-refused' });
  });

  test('sends the code only to the server that made it', async () => {
    const { code } = await fleetServer();
    const other = await fleetServer();
    const { serverUrl } = other;
    const enrolling = {
      kioskId,
      mode: 'development' as const,
      serverUrl,
      code: await code(),
      secureElement: softSecureElement(),
      clock: systemClock,
    };
    expect(await enrol(enrolling, soon())).toEqual({ kind: 'refused', why: 'other-authority' });
    expect(other.server.log.join('')).not.toContain('kiosk-code');
    const nowhere = { ...enrolling, serverUrl: new URL('https://127.0.0.1:1') };
    expect(await enrol(nowhere, soon())).toEqual({ kind: 'refused', why: 'unreachable' });
  });
});

describe('a kiosk in a rehearsal', () => {
  const enrolIn = async (
    mode: Mode,
    at: Awaited<ReturnType<typeof fleetServer>>,
    secureElement = softSecureElement(),
  ) =>
    enrol({ kioskId, mode, serverUrl: at.serverUrl, code: await at.code(), secureElement, clock: systemClock }, soon());

  test('is enrolled and certified by a server in a rehearsal, and never starts in another mode', async () => {
    const fleet = await fleetServer('rehearsal');
    const secureElement = softSecureElement();
    const enrolment = await enrolIn('rehearsal', fleet, secureElement);
    if (enrolment.kind === 'refused') throw new Error(enrolment.why);
    const { ask } = link(fleet.serverUrl, fleet.authority, secureElement, 'rehearsal');
    await expect.poll(ask).toBe(true);
    const dataDir = temporaryFolder();
    writeEnrolment(dataDir, enrolment.record);
    expect(readEnrolment({ dataDir, kioskId, mode: 'rehearsal' })).toEqual(enrolment.record);
    expect(() => readEnrolment({ dataDir, kioskId, mode: 'production' })).toThrow(/POSTERN_MODE/);
  });

  test.each([
    ['production', 'rehearsal'],
    ['development', 'rehearsal'],
    ['rehearsal', 'development'],
  ] as const)('and a server are in one together: a kiosk in %s sends a server in %s no code', async (mode, other) => {
    const fleet = await fleetServer(other);
    expect(await enrolIn(mode, fleet)).toEqual({ kind: 'refused', why: 'other-mode' });
    expect(fleet.server.log.join('')).not.toContain('/v1/fleet/enrolments');
  });

  test('gets no certificate from the same server in another mode', async () => {
    const fleet = await fleetServer('rehearsal');
    const secureElement = softSecureElement();
    expect(await enrolIn('rehearsal', fleet, secureElement)).toMatchObject({ kind: 'enrolled' });
    const { fleet: connection } = link(fleet.serverUrl, fleet.authority, secureElement, 'rehearsal');
    const asker = { kioskId, mode: 'production' as const, secureElement, link: connection.uncertified };
    expect(await requestCertificate(asker, 'lane', soon())).toMatchObject({ kind: 'refused', code: 'other-mode' });
  });
});

describe('an enrolled kiosk', () => {
  /** Answers every request with the real server's list, using this certificate. */
  async function impostor(
    identity: TlsIdentity,
    real: RunningServer,
    ca: string,
  ): Promise<{ url: URL; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer(identity, (request, response) => {
      asked.push(request.url ?? '');
      void askOverTls(Number(new URL(real.kioskUrl).port), request.url ?? '', { ca }).then(({ body }) =>
        response.end(body),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return { url: new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`), asked };
  }

  test.each([
    [
      'of another authority',
      async () => issue((await testAuthority()).authority, { use: 'server', names: ['127.0.0.1'] }),
    ],
    ['of a lane', (own: Authority) => issue(own, { use: 'lane', kioskId })],
    [
      'of a lane for officers’ browsers',
      (own: Authority) => issue(own, { use: 'evidence', kioskId, host: '127.0.0.1' }),
    ],
    ['of the server under another name', (own: Authority) => issue(own, { use: 'server', names: ['other.example'] })],
    [
      'that has expired',
      (own: Authority) => issue(own, { use: 'server', names: ['127.0.0.1'] }, { nowMs: Date.now() - 2 * 86_400_000 }),
    ],
  ])('sends no request to a server with a certificate %s', async (_name, identityOf) => {
    const { server, authority } = await fleetServer();
    const { url, asked } = await impostor(await identityOf(authority), server, authority.certificatePem);
    const { fleet } = link(url, authority);
    const answer = await fleet.uncertified.exchange('/v1/fleet/challenge', { method: 'GET' }, 1_000, soon());
    expect([answer, asked]).toEqual([undefined, []]);
  });

  test('disconnects from a server whose certificate was revoked', async () => {
    const { server, authority, serverUrl } = await fleetServer();
    const { fleet } = link(serverUrl, authority);
    const ask = async () =>
      (await fleet.uncertified.exchange('/v1/fleet/challenge', { method: 'GET' }, 1_000, soon()))?.ok;
    expect(await ask()).toBe(true);
    const [row]: { serial: string }[] = await server.database.knex('certificates').where({ use: 'server' });
    const serial = row?.serial ?? '';
    await server.context.queue.run((transaction) =>
      revokeCertificate(transaction, serial, 'key-compromise', Date.now()),
    );
    await expect.poll(() => fleet.isRevoked(serial), { timeout: 240_000, interval: 500 }).toBe(true);
    expect(await ask()).toBeUndefined();
  });

  test('sends nothing without a fresh list', async () => {
    const { authority, serverUrl } = await fleetServer();
    const wrong = { ...systemClock, wallMs: () => Date.now() + 120_000 };
    const fleet = openFleetLink({ origin: serverUrl, authority: authority.certificate, clock: wrong });
    onTestFinished(() => fleet.close());
    fleet.goAs({
      current: () => ({ key: '', cert: '', serial: '1', lifetimeMs: 1, x509: undefined as never }),
      onChange: () => () => undefined,
      renew: () => undefined,
      drop: () => undefined,
      close: async () => undefined,
    });
    await new Promise((resolve) => fleet.onList(() => resolve(undefined)));
    expect(fleet.agent()).toBeUndefined();
    expect(await fleet.exchange('/v1/revocations', { method: 'GET' }, 1_000, soon())).toBeUndefined();
  });
});

test.each([['{'], ['{}'], ['{"version":1,"kioskId":"lane-1"}'], ['[]']])(
  'a damaged enrolment record %j is reported, and not used',
  (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'enrolment.json'), text);
    expect(() => readEnrolment({ dataDir: folder, kioskId, mode: 'development' })).toThrow(/damaged/);
  },
);
