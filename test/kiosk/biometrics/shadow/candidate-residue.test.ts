/** Residue in the memory of a real candidate's process after a traveller, searched from outside, byte by byte. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { CANDIDATE_LIMITS, startCandidate } from '../../../../kiosk/biometrics/shadow/candidate.ts';
import { seal } from '../../../../kiosk/vault/captures/sealed-capture.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import type { CaptureHeader } from '../../../../server/contract/sealed-capture.ts';
import { withoutModels } from '../../../models/face/built-face-models.ts';
import { cut, samplePhotograph } from '../../../models/face/rendering/photographs.ts';
import { faceCandidate } from '../../../support/face-candidates.ts';
import { memoryUnreadable, scanMemory } from '../../../support/memory-scan.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('../../../../kiosk/biometrics/shadow/candidate-process.js', import.meta.url));
const missing = withoutModels ? 'no models' : memoryUnreadable();

async function capture(seed: number) {
  const image = cut(await samplePhotograph(3), 464, 131, 412, 412);
  const key = createHash('sha256').update(String(seed)).digest();
  const row = 3 * image.width;
  const pixels = Uint8Array.from(image.data.subarray(200 * row + 300, 200 * row + 364));
  const header: CaptureHeader = {
    ...{
      version: 1,
      captureId: 'ab'.repeat(16),
      kioskId: 'lane-1' as KioskId,
      transactionId: '1'.repeat(32) as TransactionId,
    },
    ...{ modality: 'face-frame', capturedAt: 1, retentionClass: 'transaction' },
    format: { kind: 'rgb', width: image.width, height: image.height },
  };
  return { sealed: seal(image.data, header, key), key, pixels };
}

describe.skipIf(missing !== undefined)('memory of a candidate’s process', () => {
  test('holds neither a key nor a picture after the comparison', async () => {
    const bytes = faceCandidate();
    const file = join(temporaryFolder(), 'candidate');
    writeFileSync(file, bytes);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const limits = { ...CANDIDATE_LIMITS, callMs: 280_000, loadingMs: 580_000 };
    const candidate = startCandidate({ file, digest, entry: ENTRY, clock: systemClock, limits });
    try {
      await vi.waitFor(() => expect(candidate.isReady()).toBe(true), { timeout: 280_000, interval: 100 });
      const reference = await capture(1);
      const probe = await capture(2);
      await candidate.take('reference', reference.sealed, reference.key);
      await candidate.take('probe', probe.sealed, probe.key);
      expect(await candidate.compare(1e-3)).toMatchObject({ kind: 'match' });
      const needles = [
        { name: 'key of the portrait', bytes: reference.key },
        { name: 'key of the frame', bytes: probe.key },
        { name: 'pixels', bytes: probe.pixels },
      ];
      const scanned = scanMemory(candidate.processId() ?? 0, needles);
      expect(scanned.scannedBytes).toBeGreaterThan(50_000_000);
      expect(scanned.finds.map(({ name, mapping }) => `${name} in ${mapping}`)).toEqual([]);
    } finally {
      await candidate.close();
    }
  }, 590_000);
});
