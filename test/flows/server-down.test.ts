import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeFacePolicy } from './flow-policies.ts';
import { only, SPECIMEN, laneConfig, laneKey, startLaneUnderTest } from './lane-under-test.ts';
import { enrolLane, startServerUnderTest } from './server-under-test.ts';
import { freePort } from '../support/free-port.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-flow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('server down: the lane clears travellers, and every report arrives later, once and in order', async () => {
  const port = await freePort();
  const serverDir = join(folder, 'server');
  const config = laneConfig(folder, { url: `http://127.0.0.1:${port}`, key: new Uint8Array(32) });
  const serverKey = await enrolLane(serverDir, await laneKey(config));

  const lane = await startLaneUnderTest({ ...config, serverKey, policyFile: writeFacePolicy(folder) });
  const genuine = {
    scene: { subject: { kind: 'person' as const, specimen: SPECIMEN('alpha') } },
    document: { holder: SPECIMEN('alpha') },
  };
  const expired = { ...genuine, document: { ...genuine.document, expired: true } };
  for (const traveller of [genuine, expired, genuine]) {
    expect(only(await lane.send(traveller), 'match-reported').outcome).toMatch(/cleared|referred/);
  }

  const { server, officer, reports, alarms } = await startServerUnderTest(serverDir, port);
  for (let undelivered = 5; undelivered > 0; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const lanes = await officer.json<{
      lanes: { heard: { undelivered: number; lastSequence: number } | null }[];
    }>('/v1/lanes');
    undelivered = (await reports()).length < 5 ? 5 : (lanes.lanes[0]?.heard?.undelivered ?? 5);
  }
  const held = (await reports()).map(({ report }) => report);
  expect(held.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(
    held.map((report) =>
      report.kind === 'match' ? report.outcome : report.kind === 'passage' ? report.passage : report.kind,
    ),
  ).toEqual(['cleared', 'one-person', 'referred', 'cleared', 'one-person']);
  expect(await alarms()).toEqual([]);
  await lane.close();
  await server.close();
});
