import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseFaceModels } from '../../../../kiosk/main/app/open-face-models.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import type { KioskConfig } from '../../../../kiosk/platform/config/config.ts';
import { provesAsMuch, readReleasedModels } from '../../../../kiosk/biometrics/face/released-models.ts';
import type { ReleasedTargets } from '../../../../kiosk/fleet/releases/released-target.ts';
import { faceCandidate, ownCalibration } from '../../../support/face-candidates.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

const network = new Uint8Array(64);
const own = ownCalibration();
/** Proves less: the strictest tenth of the scores is taken away. */
const coarser = { ...own, knots: own.knots.slice(0, Math.floor(own.knots.length * 0.6)) };

function written(bytes: Uint8Array): { readonly file: string; readonly digest: string } {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const file = join(folder, digest);
  writeFileSync(file, bytes);
  return { file, digest };
}

function chosen(bytes: Uint8Array, digest?: string) {
  const target = { kind: 'models', name: 'face', version: 3, ...written(bytes), ...(digest && { digest }) } as const;
  const times = { lengthBytes: bytes.length, fetchedAtMs: 0, expiresAtMs: 1 };
  const targets: ReleasedTargets = { of: () => [{ ...target, ...times }], follow: () => () => undefined };
  const events: KioskEvent[] = [];
  const parts = {
    config: { dataDir: folder, faceModels: 'face' } as KioskConfig,
    log: (event: KioskEvent) => events.push(event),
  };
  const { models } = chooseFaceModels(parts, targets);
  return { models, events };
}

describe('released face models', () => {
  it('are taken when they prove as much as the installed ones, with a name that outlasts the release', () => {
    const bytes = faceCandidate({ network });
    const { models, events } = chosen(bytes);
    expect(events).toEqual([]);
    expect(models).toBeDefined();
    rmSync(join(folder, models?.digest ?? ''));
    expect(models && readReleasedModels(models).digest).toBe(models?.digest);
  });

  it('are refused when they prove less or belong to other bytes', () => {
    expect([provesAsMuch(own), provesAsMuch(coarser)]).toEqual([true, false]);
    const refused = (code: string) => [{ event: 'face-models', release: 'models/face/3', state: 'refused', code }];
    expect(chosen(faceCandidate({ network, calibration: coarser })).events).toEqual(refused('proves-too-little'));
    expect(chosen(faceCandidate({ network }), '0'.repeat(64)).events).toEqual(refused('FaceError'));
  });
});
