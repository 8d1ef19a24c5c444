/** The commands of a fleet, for server and kiosk, next to a running server. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../kiosk/dock/program.ts';
import { askOverTls } from '../server/lanes/fleet/fixtures/fleet-bench.ts';
import { runServer } from '../server/fixtures/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('fleet commands: make an authority, enrol a kiosk by its code, and disable it', async () => {
  const folder = temporaryFolder();
  const serverDir = join(folder, 'server');
  const fleet = (...words: string[]) =>
    runCommand('server/main/commands/fleet.js', words, { POSTERN_SERVER_DATA_DIR: serverDir });
  expect(await fleet('init')).toMatchObject({ kind: 'made' });
  expect(await fleet('init')).toMatchObject({ kind: 'unchanged' });
  const server = await runServer({
    ...{ dataDir: serverDir, tls: { names: ['127.0.0.1'], kioskHost: '127.0.0.1', kioskPort: 0 } },
  });
  const { code } = await fleet('code', '--kiosk', 'lane-1', '--site', 'north', '--lane', '1');
  expect(await fleet('list')).toMatchObject({ kiosks: [], codes: [{ kioskId: 'lane-1', site: 'north' }] });

  const laneDir = join(folder, 'lane');
  const kiosk = (typed: string) =>
    runCommand('kiosk/main/commands/enrol.js', ['--code', typed], {
      POSTERN_KIOSK_DATA_DIR: laneDir,
      POSTERN_KIOSK_SERVER_URL: server.kioskUrl,
      POSTERN_KIOSK_CONSOLE_ORIGIN: server.url,
    });
  await expect(kiosk('0'.repeat(52))).rejects.toThrow();
  expect(existsSync(join(laneDir, 'enrolment.json'))).toBe(false);
  expect(await kiosk(String(code))).toMatchObject({ kind: 'enrolled', site: 'north', lane: '1', again: false });
  expect(await kiosk(String(code))).toMatchObject({ kind: 'enrolled', again: true });

  const listed = await fleet('list');
  expect(listed).toMatchObject({ kiosks: [{ id: 'lane-1', disabledAt: null }], codes: [] });
  expect(await fleet('disable', '--kiosk', 'lane-1')).toEqual({ kind: 'disabled', certificates: 2 });
  const crl = join(folder, 'fleet.crl');
  expect(await fleet('renew-crl', '--out', crl)).toMatchObject({ kind: 'written', revoked: 2 });
  await expect(kiosk(String(code))).rejects.toThrow();
  // The running server publishes the revocation too
  const port = Number(new URL(server.kioskUrl).port);
  const ca = server.fleet.authority?.certificatePem;
  expect((await askOverTls(port, '/v1/fleet/revocation-list', { ca })).body.length).toBeGreaterThan(200);
});
