/** Two whole lanes that get the fleet's handle key from its holders, and one traveller who visits both. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test, vi } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { KioskConfig } from '../../kiosk/platform/config/config.ts';
import { answerRequests, sealedFileOf } from '../../kiosk/fleet/handles/answer-requests.ts';
import { handleDay } from '../../kiosk/fleet/handles/handle-day.ts';
import { REQUEST_FILE } from '../../kiosk/fleet/handles/handle-keeper.ts';
import { newHeldKey, signerOf } from '../../kiosk/fleet/handles/holder.ts';
import { openJournal } from '../../kiosk/main/storage/journal.ts';
import type { KioskId, Report } from '../../server/contract/report.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { laneConfig, laneKey, NO_SERVER, phasesOf, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

test('document handle: is the same at two lanes that have the fleet’s key', async () => {
  const held = newHeldKey(handleDay(systemClock.wallMs()));
  const authority = bytesToHex(signerOf(held).publicKey);
  const out = temporaryFolder();
  const handleOf = async (kioskId: KioskId): Promise<Report> => {
    const folder = temporaryFolder();
    const config: KioskConfig = {
      ...laneConfig(folder, NO_SERVER),
      kioskId,
      handleKeys: { file: join(out, sealedFileOf(kioskId)), authority },
    };
    const key = bytesToHex(await laneKey(config));
    const lane = await startLaneUnderTest(config);
    try {
      // No traveller is served before the key has arrived
      expect(lane.kiosk.lane.view().phase).toBe('out-of-service');
      expect(lane.kiosk.lane.lane().faults).toContain('handle-keys');
      const request = join(config.dataDir, REQUEST_FILE);
      expect(existsSync(request)).toBe(true);
      const requests = join(folder, 'requests');
      mkdirSync(requests);
      const text = readFileSync(request, 'utf8');
      writeFileSync(join(requests, 'one.json'), text);
      const { sealed } = await answerRequests(held, new Map([[kioskId, key]]), requests, out, systemClock.wallMs());
      expect(sealed).toEqual([kioskId]);
      await vi.waitFor(() => expect(lane.kiosk.lane.view().phase).toBe('idle'), 240_000);
      expect(readFileSync(request, 'utf8')).not.toBe(text);
      const document = { holder: SPECIMEN('charlie'), documentNumber: 'SPEC12345', expired: true };
      const events = await lane.send({ scene: { subject: { kind: 'nobody' } }, document });
      expect(phasesOf(events)).toContain('referred');
    } finally {
      await lane.close();
    }
    const journal = await openJournal(config.dataDir);
    const [report] = await journal.outbox.latest(1);
    await journal.close();
    if (report === undefined) throw new Error('expected a report');
    return report;
  };
  const reports = [await handleOf('lane-1' as KioskId), await handleOf('lane-2' as KioskId)];
  const documents = reports.map((report) => (report.kind === 'match' ? report.document : null));
  expect(reports.map(({ kioskId }) => kioskId)).toEqual(['lane-1', 'lane-2']);
  expect(documents[0]?.handle).toMatch(/^[0-9a-f]{64}$/);
  expect(documents[1]).toEqual(documents[0]);
});
