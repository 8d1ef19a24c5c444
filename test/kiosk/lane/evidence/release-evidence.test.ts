/** Grants that release pictures to an officer. */
import { describe, expect, test } from 'vitest';
import { createReleaser } from '../../../../kiosk/lane/evidence/release-evidence.ts';
import { openEnvelope, encodeEnvelope } from '../../../../server/contract/envelope.ts';
import { openCapture } from '../../../../server/console/evidence/open-capture.ts';
import { everyOfficer } from '../../../support/officer-passkeys.ts';
import { SERVER_KEY } from '../../../support/signed-grants.ts';
import { evidenceLane, FACE, KIOSK, PORTRAIT, REFERRED, whyOf } from './evidence-lane.ts';

describe('a valid grant', () => {
  test('releases the pictures to its officer only', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    const { wire } = lane.grant();
    const release = await lane.releaser.release(wire);
    if (release.kind !== 'released') throw new Error(release.why);
    expect(release.captures).toHaveLength(2);
    const [viewing] = await lane.viewings();
    const opened = [];
    for (const capture of release.captures) {
      const key = await lane.officer.open(capture, viewing?.grant ?? '');
      opened.push(openCapture(capture.sealed, key));
      expect(Buffer.from(capture.sealed).includes(Buffer.alloc(16, FACE))).toBe(false);
      expect(Buffer.from(capture.sealed).includes(Buffer.alloc(16, PORTRAIT))).toBe(false);
    }
    expect(
      opened.map((one) => [one?.header.modality, one?.plaintext.every((byte) => byte === one.plaintext[0])]),
    ).toEqual([
      ['face-frame', true],
      ['chip-portrait', true],
    ]);
    expect(opened.map((one) => one?.plaintext[0])).toEqual([FACE, PORTRAIT]);
    await lane.close();
  });
  test('is recorded in the chain before anything is released, without the officer', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    await lane.releaser.release(lane.grant().wire);
    expect(await lane.viewings()).toEqual([
      expect.objectContaining({ transactionId: REFERRED, released: ['face-frame', 'chip-portrait'] }),
    ]);
    const next = await lane.outbox.next();
    if (next === undefined) throw new Error('nothing to deliver');
    const envelope = encodeEnvelope({ kioskId: KIOSK, ...next });
    expect(openEnvelope(envelope, lane.secureElement.key)).toMatchObject({
      kind: 'valid',
      report: { kind: 'viewing' },
    });
    expect(Buffer.from(next.payload).includes('officer-7')).toBe(false);
    await lane.close();
  });
  test('that cannot be recorded releases nothing', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    const failing = createReleaser({
      kioskId: KIOSK,
      mode: 'production',
      clock: lane.clock,
      serverKeys: () => [SERVER_KEY],
      vault: lane.vault,
      log: () => undefined,
      uses: { spend: () => Promise.resolve('spent') },
      revocations: { latest: () => ({ version: 1, issuedAt: lane.clock.wallMs(), officers: [] }) },
      reporter: { viewing: () => Promise.reject(new Error('the disk is full')) },
      visibleTo: () => ['officer'],
      officerKeys: () => everyOfficer(lane.clock.wallMs()),
      onReport: () => undefined,
    });
    await expect(failing.release(lane.grant().wire)).rejects.toThrow('the disk is full');
    await lane.close();
  });
  test('releases only the captures that it names', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    const release = await lane.releaser.release(lane.grant({ modalities: ['chip-portrait'] }).wire);
    expect(release).toMatchObject({ kind: 'released', captures: [{}] });
    expect((await lane.viewings())[0]?.released).toEqual(['chip-portrait']);
    await lane.close();
  });
  test.each([
    ['production', 'forged-grant', 'released'],
    ['rehearsal', 'released', 'forged-grant'],
  ] as const)('in %s is judged by its mark of a rehearsal', async (mode, marked, unmarked) => {
    const lane = await evidenceLane(undefined, undefined, mode);
    await lane.refer();
    expect(whyOf(await lane.releaser.release(lane.grant({ nonce: 'a'.repeat(32), rehearsal: true }).wire))).toBe(
      marked,
    );
    expect(whyOf(await lane.releaser.release(lane.grant({ nonce: 'b'.repeat(32) }).wire))).toBe(unmarked);
    expect(lane.releaser.forged()).toBe(1);
    await lane.close();
  });
});
