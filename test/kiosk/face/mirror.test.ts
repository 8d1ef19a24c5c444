import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { createMirror, MIRROR_EVERY_MS, type MirrorViewer, NO_MIRROR } from '../../../kiosk/face/mirror.ts';
import { MIRROR_BYTES } from '../../../kiosk/face/mirror-picture.ts';

/** A viewer whose line is as slow as the test says. */
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
  it('lends nothing while nobody looks, and wipes what comes back all the same', () => {
    const mirror = createMirror(turnedClock());
    expect(mirror.lend()).toBeUndefined();
    const late = new Uint8Array(MIRROR_BYTES).fill(9);
    mirror.show(late);
    expect(isWiped(late)).toBe(true);
  });

  it('shows a picture and wipes it once it is sent, not before', () => {
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

  it('lends no oftener than the eye needs, and the same memory again', async () => {
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

  it('queues nothing for a slow page: none is made while one is on its way, and one that was is dropped', async () => {
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

  it('wipes what is on its way to a page that goes, and does not use its memory again', async () => {
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
    // The late word of the first line ends nothing of the second
    got[0]?.sent();
    expect(isWiped(another)).toBe(false);
    await clock.advance(MIRROR_EVERY_MS);
    expect(mirror.lend()).toBeUndefined();
    leave();
    next.got[0]?.sent();
    expect(mirror.lend()).toBeDefined();
  });

  it('makes another buffer for one that died with its thread', async () => {
    const clock = turnedClock();
    const mirror = createMirror(clock);
    mirror.look(slowViewer().viewer);
    expect(mirror.lend()).toBeDefined();
    await clock.advance(MIRROR_EVERY_MS);
    expect(mirror.lend()).toHaveLength(MIRROR_BYTES);
  });

  it('is none where a figure stands for the traveller', () => {
    const picture = new Uint8Array(MIRROR_BYTES).fill(9);
    NO_MIRROR.show(picture);
    expect([NO_MIRROR.lend(), isWiped(picture)]).toEqual([undefined, true]);
  });
});
