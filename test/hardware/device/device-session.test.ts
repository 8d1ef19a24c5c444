import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { descriptorText } from '../../../hardware/device/descriptor-text.ts';
import { deviceSession } from '../../../hardware/device/device-session.ts';
import { wipeCapture } from '../../../hardware/fingerprint-scanner/wipe-capture.ts';
import { allocateImage } from '../../../hardware/device/image.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';

const connected = async () => {
  const state = deviceSession('fingerprint-scanner', turnedClock());
  await state.connect(never(), () => Promise.resolve());
  return state;
};

describe('a capture without a receiver', () => {
  it.each(['cancelled', 'lost'])('is wiped: %s at the moment of its arrival', async (how) => {
    const state = await connected();
    const stop = new AbortController();
    const image = allocateImage(8, 8, 'grey');
    image.data.fill(7);
    const running = state.run(
      stop.signal,
      async () => {
        await Promise.resolve();
        if (how === 'cancelled') stop.abort();
        else state.lost(state.error('disconnected', 'gone'));
        return { kind: 'captured', image, resolutionPpi: 500, capturedAtMs: 0 } as const;
      },
      wipeCapture,
    );
    expect(await codeOf(running)).toBe(how === 'cancelled' ? 'aborted' : 'disconnected');
    expect(image.data.every((sample) => sample === 0)).toBe(true);
  });

  it('is also wiped if it is a record, and an outcome without image and record is not changed', () => {
    const bytes = new Uint8Array(100).fill(1);
    wipeCapture({ kind: 'captured-record', record: { format: 'iso19794-4', bytes }, capturedAtMs: 0 });
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    wipeCapture({ kind: 'no-finger' });
  });
});

describe('the descriptor of a device', () => {
  it.each([
    ['U.are.U 4500', 'u.are.u-4500'],
    ['virtual_image', 'virtual-image'],
    ['', 'unknown'],
    [undefined, 'unknown'],
    ['-x', 'unknown'],
    ['ß'.repeat(40), 'unknown'],
    ['a'.repeat(40), 'a'.repeat(32)],
  ])('%j becomes %s', (text, expected) => {
    expect(descriptorText(text)).toBe(expected);
  });
});
