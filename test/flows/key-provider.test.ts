/** A whole lane with its keys on a token, which is removed in the middle of a traveller and put back. */
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../kiosk/storage/journal.ts';
import { missingSoftHsm, softToken } from '../hardware/secure-element/pkcs11/soft-token.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const missing = missingSoftHsm();
const TRAVELLER = {
  scene: { subject: { kind: 'person' as const, specimen: SPECIMEN('alpha') } },
  document: { holder: SPECIMEN('alpha') },
};

describe.skipIf(missing !== undefined)(`lane on a token${missing === undefined ? '' : `: ${missing}`}`, () => {
  test('refers a traveller without its token, keeps the captures, and serves again when the token is back', async () => {
    const token = await softToken();
    const { module, tokenLabel, pinFile } = token.options;
    const folder = temporaryFolder();
    const config = laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
    const lane = await startLaneUnderTest({
      ...config,
      policyFile: writeFacePolicy(folder),
      drivers: { ...config.drivers, 'secure-element': 'pkcs11' },
      pkcs11: { module, tokenLabel, pinFile },
    });
    expect(only(await lane.send(TRAVELLER), 'match-reported').outcome).toBe('cleared');

    const stop = lane.kiosk.lane.onChange(() => {
      if (lane.kiosk.lane.view().phase !== 'face') return;
      stop();
      token.remove();
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
    token.putBack();
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
  });
});
