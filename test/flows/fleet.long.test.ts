/** A whole lane and a whole server with mutual TLS: enrolled by a code, delivering, disabled. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../hardware/host/clock.ts';
import { initialiseAuthority } from '../../server/lanes/fleet/authority.ts';
import { COMMAND_LINE } from '../../server/lanes/fleet/fleet-act.ts';
import { codeRequestSchema, makeCode } from '../../server/lanes/fleet/make-code.ts';
import { askOverTls } from '../server/lanes/fleet/fixtures/fleet-bench.ts';
import { runServer } from '../server/fixtures/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { laneClock } from './lane-clock.ts';
import { KIOSK_ID, laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

/** The machine's clock, with which a test can shorten long waits. */
function hurriedClock(): Clock & { hurry: boolean } {
  const clock = {
    ...laneClock,
    hurry: false,
    after: (delayMs: number, fire: () => void) =>
      laneClock.after(clock.hurry && delayMs > 2_000 ? delayMs / 10 : delayMs, fire),
  };
  return clock;
}

test('lane over TLS: enrols by its code, delivers, and is refused within a minute after it is disabled', async () => {
  const folder = temporaryFolder();
  const serverDir = join(folder, 'server');
  const { authority } = await initialiseAuthority(join(serverDir, 'fleet'), Date.now());
  const tls = { names: ['127.0.0.1'], kioskHost: '127.0.0.1', kioskPort: 0 };
  const server = await runServer({ dataDir: serverDir, tls });
  const request = codeRequestSchema.parse({
    ...{ kiosk: KIOSK_ID, site: 'north', lane: '1', 'evidence-url': 'https://127.0.0.1:8082' },
  });
  const made = await server.context.queue.run((transaction) =>
    makeCode(transaction, authority, request, COMMAND_LINE, Date.now(), 'new-site'),
  );
  if (made.kind === 'refused') throw new Error(made.code);
  const laneDir = join(folder, 'lane');
  mkdirSync(laneDir);
  const enrolmentCodeFile = join(laneDir, 'code');
  writeFileSync(enrolmentCodeFile, `${made.code}\n`);
  const config = {
    ...laneConfig(laneDir, { url: server.kioskUrl, key: new Uint8Array(32) }),
    ...{ serverKey: undefined, enrolmentCodeFile, consoleOrigins: new Set([server.url]) },
    policyFile: writeFacePolicy(folder),
  };
  const ca = authority.certificatePem;
  const reported = async () => {
    const rows: readonly { sequence: number }[] = await server.database
      .knex('reports')
      .orderBy('sequence')
      .select('sequence');
    return rows.map(({ sequence }) => sequence);
  };

  const first = await startLaneUnderTest(config);
  only(first.events, 'enrolled');
  const traveller = {
    scene: { subject: { kind: 'person' as const, specimen: SPECIMEN('alpha') } },
    document: { holder: SPECIMEN('alpha') },
  };
  expect(only(await first.send(traveller), 'match-reported').outcome).toMatch(/cleared|referred/);
  await expect.poll(async () => (await reported()).length).toBeGreaterThan(0);
  await expect.poll(async () => first.kiosk.lane.view().phase).toBe('idle');
  const orderLink = () => first.events.some((event) => event.event === 'order-link' && event.state === 'open');
  await expect.poll(orderLink).toBe(true);
  await first.close();

  // After a restart it needs no code: its signing key is enrolled
  const clock = hurriedClock();
  const lane = await startLaneUnderTest({ ...config, enrolmentCodeFile: undefined }, { clock });
  onTestFinished(() => lane.close());
  const evidencePort = Number(new URL(lane.kiosk.evidence.url).port);
  const askEvidence = () =>
    askOverTls(evidencePort, '/v1/evidence', {
      ...{ ca, method: 'POST', body: Buffer.from('{}') },
      headers: { origin: server.url, 'content-type': 'application/json', 'content-length': 2 },
    }).then(
      ({ text }) => text,
      (error: NodeJS.ErrnoException) => error.code,
    );
  await expect.poll(askEvidence).toContain('malformed-grant');
  const statusAt = async () => {
    const row: { counter: unknown; boot_id: unknown } | undefined = await server.database.knex('lane_status').first();
    return `${String(row?.boot_id)} ${String(row?.counter)}`;
  };
  const before = await statusAt();
  await expect.poll(statusAt).not.toBe(before);

  await server.fleet.disable(KIOSK_ID, COMMAND_LINE);
  const delivered = await reported();
  // More than a minute, shortened to seconds
  clock.hurry = true;
  await expect.poll(askEvidence).not.toContain('malformed-grant');
  clock.hurry = false;
  const silentSince = await statusAt();
  // The lane continues alone and keeps its reports
  const { outcome, sequence } = only(await lane.send(traveller), 'match-reported');
  expect(outcome).toMatch(/cleared|referred/);
  expect(sequence).toBeGreaterThan(delivered.at(-1) ?? 0);
  expect(await reported()).toEqual(delivered);
  expect(await statusAt()).toBe(silentSince);
  // It learns the reason with its next request for a certificate
  clock.hurry = true;
  await expect
    .poll(() => lane.events.filter(({ event }) => event === 'certificate'), { timeout: 100_000 })
    .toContainEqual(expect.objectContaining({ state: 'kiosk-disabled' }));
  const refused = await new Promise<string>((resolve) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port: evidencePort, ca }, () => resolve('open'));
    socket.once('error', () => resolve('refused'));
  });
  expect(refused).toBe('refused');
  expect(server.log.join('')).toContain('kiosk-disabled');
});
