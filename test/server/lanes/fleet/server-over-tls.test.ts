import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { listAlarms } from '../../../../server/records/alarms/alarm-table.ts';
import { type Authority, initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { COMMAND_LINE } from '../../../../server/lanes/fleet/fleet-act.ts';
import { disableKiosk } from '../../../../server/lanes/fleet/disable-kiosk.ts';
import { x509 } from '../../../../server/lanes/fleet/x509.ts';
import { handTurnedClock, type HandTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { type RunningServer, runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk, type TestKiosk } from '../../fixtures/test-kiosk.ts';
import { certify, posted } from './fixtures/certify.ts';
import { askOverTls, type TlsIdentity } from './fixtures/fleet-bench.ts';
import { STRICT_TRANSPORT } from '../../../../server/platform/http/security-headers.ts';

const kiosk = testKiosk();
const other = testKiosk(kioskIdSchema.parse('south-2'), 9);

interface TlsServer {
  readonly server: RunningServer;
  readonly authority: Authority;
  readonly clock: HandTurnedClock;
  readonly kioskPort: number;
  /** Gets a certificate as a kiosk does: a challenge, a request, a certificate. */
  certify(kiosk: TestKiosk): Promise<TlsIdentity>;
  ask(
    path: string,
    options?: Partial<TlsIdentity> & { body?: Uint8Array; port?: number },
  ): ReturnType<typeof askOverTls>;
}

async function tlsServer(dataDir = temporaryFolder()): Promise<TlsServer> {
  const clock = handTurnedClock(Date.now());
  const { authority } = await initialiseAuthority(join(dataDir, 'fleet'), clock.wallMs());
  const tls = { names: ['127.0.0.1'], kioskHost: '127.0.0.1', kioskPort: 0 };
  const server = await runServer({ dataDir, clock, tls });
  const kioskPort = Number(new URL(server.kioskUrl).port);
  const ask: TlsServer['ask'] = (path, { body, port = kioskPort, ...identity } = {}) =>
    askOverTls(port, path, {
      ca: authority.certificatePem,
      ...identity,
      ...(body !== undefined && posted(body)),
    });
  return {
    ...{ server, authority, clock, kioskPort, ask },
    certify: (who) => certify(ask, who),
  };
}

/** A handshake that fails. */
function shakeInVain(port: number, options: object): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ ...{ port, host: '127.0.0.1', rejectUnauthorized: false }, ...options });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.once('secureConnect', () => resolve('connected'));
  });
}

const codeOf = (text: string) => (JSON.parse(text) as { error: { code: string } }).error.code;

test('server over TLS: counts failed handshakes at both ports', async () => {
  const { server, kioskPort, clock } = await tlsServer();
  const old = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' };
  for (const port of [server.port, kioskPort]) expect(await shakeInVain(port, old)).not.toBe('connected');
  const counted = async () => {
    clock.turn(1_000);
    const rows: readonly { kind: string; count: number }[] = await server.database
      .knex('signals')
      .where('kind', 'like', '%tls-failed')
      .orderBy('kind');
    return rows.map(({ kind, count }) => [kind, count]);
  };
  await expect.poll(counted).toEqual([
    ['kiosk-tls-failed', 1],
    ['tls-failed', 1],
  ]);
});

describe('port for kiosks', () => {
  test('accepts reports, statuses and requests of a kiosk only with its certificate', async () => {
    const all = await tlsServer();
    await all.server.enrol(kiosk);
    const own = await all.certify(kiosk);
    const report = kiosk.next().wire;
    expect((await all.ask('/v1/reports', { ...own, body: report })).status).toBe(201);
    expect((await all.ask('/v1/reports', { ...own, body: report })).status).toBe(200);
    expect(
      (await all.ask('/v1/status', { ...own, body: kiosk.status({ at: Math.round(all.clock.wallMs()) }) })).status,
    ).toBe(204);
    expect((await all.ask('/v1/revocations', own)).status).toBe(200);
    for (const [path, body] of [
      ['/v1/reports', kiosk.next().wire],
      ['/v1/status', kiosk.status()],
      ['/v1/revocations', undefined],
    ] as const) {
      const { status, text } = await all.ask(path, body === undefined ? {} : { body });
      expect([status, codeOf(text)]).toEqual([401, 'certificate-required']);
    }
  });

  test("refuses one kiosk's report under another's certificate, with an alarm", async () => {
    const all = await tlsServer();
    await all.server.enrol(kiosk);
    await all.server.enrol(other);
    const { status, text } = await all.ask('/v1/reports', { ...(await all.certify(other)), body: kiosk.next().wire });
    expect([status, codeOf(text)]).toEqual([403, 'certificate-refused']);
    await expect
      .poll(async () => (await listAlarms(all.server.database.knex, 10, EVERYWHERE)).map(({ kind }) => kind))
      .toContain('certificate-of-other-kiosk');
  });

  test('serves kiosks only, and the port for people serves people only', async () => {
    const all = await tlsServer();
    expect((await all.ask('/v1/lanes')).status).toBe(404);
    expect((await all.ask('/')).status).toBe(404);
    const { port } = all.server;
    const health = await all.ask('/healthz', { port });
    expect([health.status, health.headers['strict-transport-security']]).toEqual([200, STRICT_TRANSPORT]);
    expect((await all.ask('/v1/reports', { port, body: kiosk.next().wire })).status).toBe(404);
    expect((await all.ask('/v1/fleet/challenge', { port })).status).toBe(404);
  });

  test('uses TLS 1.3 only, with a recorded certificate', async () => {
    const all = await tlsServer();
    const { authority, kioskPort } = all;
    const options = { host: '127.0.0.1', port: kioskPort, ca: authority.certificatePem };
    const open = (over: object) =>
      new Promise<string>((resolve) => {
        const socket: TLSSocket = connect({ ...options, ...over }, () => {
          resolve(`${socket.getProtocol()} ${socket.getPeerCertificate().serialNumber.toLowerCase()}`);
          socket.destroy();
        });
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'refused'));
      });
    const rows: readonly { serial: string }[] = await all.server.database.knex('certificates').where({ use: 'server' });
    expect(await open({})).toBe(`TLSv1.3 ${rows[0]?.serial}`);
    expect(await open({ maxVersion: 'TLSv1.2' })).toMatch(/^ERR_SSL/);
  });

  test('renews its certificate without cutting connections', async () => {
    const all = await tlsServer();
    // The test advances the server's clock, not OpenSSL's, to which the new certificate is not yet valid
    const there = { host: '127.0.0.1', port: all.kioskPort, rejectUnauthorized: false };
    const serialNow = () =>
      new Promise<string>((resolve) => {
        const socket: TLSSocket = connect(there, () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        });
      });
    const standing = connect(there);
    onTestFinished(() => void standing.destroy());
    await new Promise((resolve) => standing.once('secureConnect', resolve));
    const before = await serialNow();
    all.clock.turn(43_200_000);
    await expect.poll(serialNow).not.toBe(before);
    expect(standing.destroyed).toBe(false);
  });
});

describe('disabled kiosk', () => {
  const knock = async (all: TlsServer, own: TlsIdentity): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port: all.kioskPort, ca: all.authority.certificatePem, ...own });
    onTestFinished(() => void socket.destroy());
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    socket.write('GET /v1/revocations HTTP/1.1\r\nhost: 127.0.0.1:' + String(all.kioskPort) + '\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    return socket;
  };
  const ends = (socket: TLSSocket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

  test('is cut off at once by the process that disables it, and stays out', async () => {
    const all = await tlsServer();
    await all.server.enrol(kiosk);
    const own = await all.certify(kiosk);
    const closed = ends(await knock(all, own));
    expect(await all.server.fleet.disable(kiosk.id, COMMAND_LINE)).toMatchObject({ kind: 'disabled' });
    await closed;
    const { status, text } = await all.ask('/v1/reports', { ...own, body: kiosk.next().wire });
    expect([status, codeOf(text)]).toEqual([403, 'kiosk-disabled']);
    const list = new x509.X509Crl((await all.ask('/v1/fleet/revocation-list')).body);
    expect(list.entries).toHaveLength(1);
    expect(await list.verify({ publicKey: new x509.X509Certificate(all.authority.certificate) })).toBe(true);
  });

  test('is cut off within seconds by every other process', async () => {
    const all = await tlsServer();
    await all.server.enrol(kiosk);
    const closed = ends(await knock(all, await all.certify(kiosk)));
    const { queue } = all.server.context;
    await queue.run((transaction) => disableKiosk(transaction, kiosk.id, COMMAND_LINE, all.clock.wallMs()));
    all.clock.turn(5_000);
    await closed;
    expect(all.server.log.join('')).toContain('"event":"kiosk-cut-off"');
  });

  test('stays out after a restart, while others reconnect', async () => {
    const dataDir = temporaryFolder();
    const before = await tlsServer(dataDir);
    await before.server.enrol(kiosk);
    await before.server.enrol(other);
    const [own, its] = [await before.certify(kiosk), await before.certify(other)];
    await before.server.fleet.disable(kiosk.id, COMMAND_LINE);
    await before.server.close();
    const after = await tlsServer(dataDir);
    expect((await after.ask('/v1/revocations', own)).status).toBe(403);
    expect((await after.ask('/v1/revocations', its)).status).toBe(200);
  });
});

test('server over TLS: does not start without an authority, and leaves nothing open', async () => {
  const dataDir = temporaryFolder();
  const tls = { names: ['127.0.0.1'], kioskHost: '127.0.0.1', kioskPort: 0 };
  await expect(runServer({ dataDir, tls })).rejects.toMatchObject({ name: 'FleetError', code: 'no-authority' });
});
