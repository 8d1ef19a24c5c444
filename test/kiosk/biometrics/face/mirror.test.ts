import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import {
  createMirror,
  MIRROR_EVERY_MS,
  type MirrorViewer,
  NO_MIRROR,
} from '../../../../kiosk/biometrics/face/mirror.ts';
import { MIRROR_BYTES } from '../../../../kiosk/biometrics/face/mirror-picture.ts';

/** A viewer whose connection is controlled by the test. */
function slowViewer() {
  const got: { first: number | undefined; sent: () => void; picture: Uint8Array }[] = [];
  const viewer: MirrorViewer = { send: (picture, sent) => void got.push({ first: picture[0], sent, picture }) };
  return { viewer, got };
}

const isWiped = (picture: Uint8Array | undefined): boolean => picture?.every((byte) => byte === 0) ?? false;
const filled = (buffer: Uint8Array<ArrayBuffer> | undefined): Uint8Array<ArrayBuffer> => {
  if (buffer === undefined) throw new Error('a buffer was to be lent');
  return buffer.fill(9);
};

describe('the mirror', () => {
  it('lends no buffer without a viewer, and wipes a returned one', () => {
    const mirror = createMirror(turnedClock());
    expect(mirror.lend()).toBeUndefined();
    const late = new Uint8Array(MIRROR_BYTES).fill(9);
    mirror.show(late);
    expect(isWiped(late)).toBe(true);
  });

  it('sends a picture and wipes it afterwards', () => {
    const mirror = createMirror(turnedClock());
    const { viewer, got } = slowViewer();
    mirror.look(viewer);
    const picture = filled(mirror.lend());
    mirror.show(picture);
    expect(got[0]?.first).toBe(9);
    expect(isWiped(picture)).toBe(false);
    got[0]?.sent();
    expect(isWiped(picture)).toBe(true);
  });

  it('lends at the frame interval, and reuses its memory', async () => {
    const clock = turnedClock();
    const mirror = createMirror(clock);
    const buffers = new Set<unknown>();
    mirror.look({ send: (_picture, sent) => sent() });
    let lent = 0;
    for (let atMs = 0; atMs < 1_000; atMs += 10) {
      const buffer = mirror.lend();
      if (buffer !== undefined) {
        lent += 1;
        buffers.add(buffer.buffer);
        mirror.show(buffer);
      }
      await clock.advance(10);
    }
    expect(lent).toBe(Math.ceil(1_000 / MIRROR_EVERY_MS));
    expect(buffers.size).toBe(1);
  });

  it('queues nothing for a slow page: lends no buffer during sending, and drops a late picture', async () => {
    const clock = turnedClock();
    const mirror = createMirror(clock);
    const { viewer, got } = slowViewer();
    mirror.look(viewer);
    const first = filled(mirror.lend());
    mirror.show(first);
    const second = new Uint8Array(MIRROR_BYTES).fill(7);
    mirror.show(second);
    expect(isWiped(second)).toBe(true);
    for (let count = 0; count < 100; count++) {
      await clock.advance(MIRROR_EVERY_MS);
      expect(mirror.lend()).toBeUndefined();
    }
    expect(got).toHaveLength(1);
    got[0]?.sent();
    expect(mirror.lend()).toBeDefined();
  });

  it('wipes a picture that is being sent to a leaving page, and does not reuse its memory', async () => {
    const clock = turnedClock();
    const mirror = createMirror(clock);
    const { viewer, got } = slowViewer();
    const leave = mirror.look(viewer);
    const picture = filled(mirror.lend());
    mirror.show(picture);
    leave();
    expect(isWiped(picture)).toBe(true);
    await clock.advance(MIRROR_EVERY_MS);
    expect(mirror.lend()).toBeUndefined();
    const next = slowViewer();
    mirror.look(next.viewer);
    const another = filled(mirror.lend());
    expect(another.buffer).not.toBe(picture.buffer);
    mirror.show(another);
    // The late end of the first connection does not affect the second
    got[0]?.sent();
    expect(isWiped(another)).toBe(false);
    await clock.advance(MIRROR_EVERY_MS);
    expect(mirror.lend()).toBeUndefined();
    leave();
    next.got[0]?.sent();
    expect(mirror.lend()).toBeDefined();
  });

  it('allocates another buffer for one that was lost with its thread', async () => {
    const clock = turnedClock();
    const mirror = createMirror(clock);
    mirror.look(slowViewer().viewer);
    expect(mirror.lend()).toBeDefined();
    await clock.advance(MIRROR_EVERY_MS);
    expect(mirror.lend()).toHaveLength(MIRROR_BYTES);
  });

  it('lends no buffer when the screen shows a figure', () => {
    const picture = new Uint8Array(MIRROR_BYTES).fill(9);
    NO_MIRROR.show(picture);
    expect([NO_MIRROR.lend(), isWiped(picture)]).toEqual([undefined, true]);
  });
});
