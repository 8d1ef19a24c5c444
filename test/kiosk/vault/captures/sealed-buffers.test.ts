import { describe, expect, it } from 'vitest';
import { createSealedBuffers } from '../../../../kiosk/vault/captures/sealed-buffers.ts';

describe('buffers of discarded captures', () => {
  it('are reused for a capture of the same size, and for no other', () => {
    const buffers = createSealedBuffers();
    const given = new Uint8Array(100);
    buffers.giveBack(given);
    expect(buffers.take(99)).not.toBe(given);
    expect(buffers.take(100)).toBe(given);
    expect(buffers.take(100)).not.toBe(given);
  });

  it('are dropped when they are transferred, also while they wait, or are part of another buffer', () => {
    const buffers = createSealedBuffers();
    const [before, after] = [new Uint8Array(100), new Uint8Array(100)];
    structuredClone(before.buffer, { transfer: [before.buffer] });
    buffers.giveBack(before);
    buffers.giveBack(after);
    structuredClone(after.buffer, { transfer: [after.buffer] });
    const part = new Uint8Array(new ArrayBuffer(200), 0, 100);
    buffers.giveBack(part);
    const taken = buffers.take(100);
    expect(taken.byteLength).toBe(100);
    expect([before, after, part]).not.toContain(taken);
  });

  it('are limited in number, and none is left after clearing', () => {
    const buffers = createSealedBuffers();
    const given = Array.from({ length: 20 }, () => new Uint8Array(100));
    for (const buffer of given) buffers.giveBack(buffer);
    const reused = given.map(() => buffers.take(100)).filter((buffer) => given.includes(buffer));
    expect(reused).toHaveLength(4);
    buffers.giveBack(new Uint8Array(100).fill(1));
    buffers.clear();
    expect(buffers.take(100)[0]).toBe(0);
  });
});
