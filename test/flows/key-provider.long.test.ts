/** A whole lane with its keys on a token or in a TPM, which is lost in the middle of a traveller and comes back. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../hardware/secure-element/tpm/initialise-tpm.ts';
import type { KioskConfig } from '../../kiosk/platform/config/config.ts';
import { openJournal } from '../../kiosk/main/storage/journal.ts';
import { missingSoftHsm, softToken } from '../hardware/secure-element/pkcs11/soft-token.ts';
import { missingTpm, softTpm } from '../support/tpm/soft-tpm.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const TRAVELLER = {
  scene: { subject: { kind: 'person' as const, specimen: SPECIMEN('alpha') } },
  document: { holder: SPECIMEN('alpha') },
};

interface Lost {
  readonly settings: Pick<KioskConfig, 'pkcs11' | 'tpm'>;
  /** Prepares the element's own folder, if it has one. */
  prepare(folder: string): Promise<unknown>;
  remove(): unknown;
  putBack(): unknown;
}

const PROVIDERS: readonly (readonly [string, string | undefined, () => Promise<Lost>])[] = [
  [
    'pkcs11',
    missingSoftHsm(),
    async () => {
      const token = await softToken();
      const { module, tokenLabel, pinFile } = token.options;
      const settings = { pkcs11: { module, tokenLabel, pinFile } };
      return { settings, prepare: async () => undefined, remove: () => token.remove(), putBack: () => token.putBack() };
    },
  ],
  [
    'tpm',
    missingTpm(),
    async () => {
      const tpm = await softTpm();
      const settings = { tpm: { place: tpm.place, measured: undefined, rootsFile: undefined } };
      const prepare = (folder: string) =>
        initialiseTpm({ place: tpm.place, folder, clock: systemClock, hardwareOnly: false });
      return { settings, prepare, remove: () => tpm.cutPower(), putBack: () => tpm.start() };
    },
  ],
];

describe.each(PROVIDERS)('lane with keys in %s', (provider, missing, make) => {
  test.skipIf(missing !== undefined)(
    `refers a traveller without them, keeps the captures, and serves again when they are back${missing === undefined ? '' : `: ${missing}`}`,
    async () => {
      const { settings, prepare, remove, putBack } = await make();
      const folder = temporaryFolder();
      const config = laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
      await prepare(join(config.dataDir, 'secure-element'));
      const lane = await startLaneUnderTest({
        ...config,
        policyFile: writeFacePolicy(folder),
        drivers: { ...config.drivers, 'secure-element': provider },
        ...settings,
      });
      expect(only(await lane.send(TRAVELLER), 'match-reported').outcome).toBe('cleared');

      const stop = lane.kiosk.lane.onChange(() => {
        if (lane.kiosk.lane.view().phase !== 'face') return;
        stop();
        // Without keys nothing is sealed, so a capture comes first
        const isSealed = expect
          .poll(() => lane.kiosk.vault.open(), { interval: 5, timeout: 60_000 })
          .toBeGreaterThan(0);
        void isSealed.then(remove);
      });
      const lost = lane.next('fault');
      const events = await lane.send(TRAVELLER);
      expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['device-fault'] });
      expect(only(events, 'captures-kept').captures).toBeGreaterThan(0);
      // A fast face check decides before the missing token is noticed
      expect(await lost).toMatchObject({ fault: 'secure-element', raised: true });
      expect(lane.kiosk.lane.view().phase).toBe('out-of-service');
      expect(lane.kiosk.vault.open()).toBe(0);

      const back = lane.next('device');
      await putBack();
      expect(await back).toMatchObject({ device: 'secure-element', status: 'ready' });
      expect(only(await lane.send(TRAVELLER), 'match-reported').outcome).toBe('cleared');
      await lane.close();

      const { outbox, ...journal } = await openJournal(config.dataDir);
      const signatures: number[] = [];
      for (let next = await outbox.next(); next !== undefined; next = await outbox.next()) {
        signatures.push(next.signature.length);
        await outbox.markDelivered(next.sequence, new Uint8Array(1), 0);
      }
      // Two travellers with their passages, one referral, and the erasures at the lane's stop
      expect(signatures.length).toBeGreaterThanOrEqual(6);
      expect(new Set(signatures)).toEqual(new Set([64]));
      await journal.close();
    },
  );
});
