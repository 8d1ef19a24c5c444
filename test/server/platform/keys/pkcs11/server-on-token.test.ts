/** The whole server with its keys on a token: with the token, without it, and after its return. */
import { existsSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { openReceipt } from '../../../../../server/contract/receipt.ts';
import { initialiseAuthority } from '../../../../../server/lanes/fleet/authority.ts';
import { openTokenKeys } from '../../../../../server/platform/keys/pkcs11/open-token-keys.ts';
import { parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import { parseVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { findHead } from '../../../../../server/records/ledger/log/log-tables.ts';
import { missingSoftHsm } from '../../../../hardware/secure-element/pkcs11/soft-token.ts';
import { runServer, type RunningServer } from '../../../fixtures/running-server.ts';
import { KIOSK } from '../../../fixtures/sample-report.ts';
import { startProcess } from '../../../fixtures/server-process.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { serverSoftToken } from './server-soft-token.ts';

const missing = missingSoftHsm();

const ready = async (server: RunningServer) => {
  const { status, text } = await server.ask('/readyz');
  return { status, keys: (JSON.parse(text) as { checks: { keys: string } }).checks.keys };
};
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await pause(20);
};

describe.skipIf(missing !== undefined)(`a server on a token${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('signs receipts and its ledger on the token, stores no key in a file, and has the same keys after a restart', async () => {
    const { place: token } = await serverSoftToken();
    const dataDir = temporaryFolder();
    const kiosk = testKiosk();
    const server = await runServer({ dataDir, token });
    await server.enrol(kiosk);
    const report = kiosk.next();
    const answer = await server.post('/v1/reports', report.wire);
    expect(answer.status).toBe(201);
    const serverKey = server.context.signer.publicKey;
    expect(openReceipt(answer.body, serverKey, { kioskId: KIOSK, ...report }).kind).toBe('valid');
    const head = await findHead(server.ledger.database.reader, 'integrated');
    expect(verifyNote(parseNote(head?.checkpoint ?? ''), [parseVkey(server.ledgerKey)])).toHaveLength(1);
    for (const file of ['server-signing-key', 'ledger-signing-key', 'people-key']) {
      expect(existsSync(join(dataDir, file))).toBe(false);
    }
    await server.close();
    const again = await runServer({ dataDir, token });
    expect(again.context.signer.publicKey).toEqual(serverKey);
    expect((await again.post('/v1/reports', report.wire)).body).toEqual(answer.body);
    expect((await again.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
  });

  it('without its token is not ready, signs nothing, and loses no report', async () => {
    const token = await serverSoftToken();
    const kiosk = testKiosk();
    const server = await runServer({ token: token.place });
    await server.enrol(kiosk);
    expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
    await server.as('officer');
    expect(await ready(server)).toEqual({ status: 200, keys: 'ok' });
    token.remove();
    await until(async () => (await ready(server)).keys === 'failed');
    expect((await ready(server)).status).toBe(503);
    const report = kiosk.next();
    const refused = await server.post('/v1/reports', report.wire);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([
      503,
      expect.objectContaining({ error: expect.objectContaining({ code: 'unavailable' }) as unknown }),
    ]);
    expect((await server.ask('/v1/revocations')).status).toBe(503);
    expect(server.log.some((line) => line.includes('"event":"keys-lost"'))).toBe(true);
    // Consoles still receive the stored data.
    expect((await server.ask('/v1/lanes')).status).toBe(200);
    token.putBack();
    await until(async () => (await ready(server)).keys === 'ok');
    const taken = await server.post('/v1/reports', report.wire);
    expect(taken.status).toBe(201);
    const serverKey = server.context.signer.publicKey;
    expect(openReceipt(taken.body, serverKey, { kioskId: KIOSK, ...report }).kind).toBe('valid');
    expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
  });

  it('starts in production with an authority on the token, and offers nothing from development there', async () => {
    const { place: token } = await serverSoftToken();
    const dataDir = temporaryFolder();
    const keys = await openTokenKeys(token, { clock: backgroundClock });
    const { authority } = await initialiseAuthority(join(dataDir, 'fleet'), Date.now(), keys.authority);
    await keys.close();
    expect(existsSync(join(dataDir, 'fleet', 'authority.key'))).toBe(false);
    const tls = { names: ['localhost'], kioskHost: '127.0.0.1', kioskPort: 0 };
    const server = await runServer({ dataDir, token, tls, mode: 'production' });
    const ask = (method: string, path: string, body = '') =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const headers = { host: `localhost:${server.port}`, 'content-type': 'application/json' };
        const to = { host: '127.0.0.1', servername: 'localhost', port: server.port, ca: authority.certificatePem };
        const call = request({ ...to, method, path, headers }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        });
        call.on('error', reject);
        call.end(body);
      });
    expect((await ask('GET', '/readyz')).status).toBe(200);
    const session = JSON.parse((await ask('GET', '/v1/session')).text) as Record<string, unknown>;
    expect(session['mode']).toBe('production');
    expect((await ask('POST', '/v1/development/sign-in', '{"role":"officer"}')).status).toBe(404);
    expect(server.firstRun).toBeDefined();
  });

  it('refuses key files when it starts in production, and names a missing token', async () => {
    const { place } = await serverSoftToken();
    const production = { POSTERN_MODE: 'production', POSTERN_SERVER_DATA_DIR: temporaryFolder() };
    const files = await startProcess(production).event('config-refused');
    expect(JSON.stringify(files['faults'])).toContain('POSTERN_SERVER_KEY_PROVIDER');
    const absent = startProcess({
      POSTERN_SERVER_DATA_DIR: temporaryFolder(),
      POSTERN_SERVER_PORT: '0',
      POSTERN_SERVER_KEY_PROVIDER: 'pkcs11',
      POSTERN_SERVER_PKCS11_MODULE: place.module,
      POSTERN_SERVER_PKCS11_TOKEN: 'another',
      POSTERN_SERVER_PKCS11_PIN_FILE: place.pinFile,
      SOFTHSM2_CONF: process.env['SOFTHSM2_CONF'] ?? '',
    });
    expect(await absent.event('start-failed')).toMatchObject({ code: 'keys-lost' });
    expect(await absent.exit).toBe(1);
  });
});
