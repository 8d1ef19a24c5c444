import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { zoneReadingThread } from '../../../../hardware/document-reader/ocr-b/zone-reading-thread.ts';
import { allocateImage } from '../../../../hardware/device/image.ts';

const picture = () => {
  const image = allocateImage(400, 300, 'grey');
  image.data.fill(200);
  return image;
};
const entry = (name: string) => new URL(`./${name}`, import.meta.url);

function started(...options: Parameters<typeof zoneReadingThread>) {
  const thread = zoneReadingThread(...options);
  onTestFinished(() => thread.close());
  return thread;
}

/** Time stands still, so a busy machine exceeds no limit. */
describe('the thread that reads zones', () => {
  it('takes ownership of a picture and answers', async () => {
    const thread = started(turnedClock());
    const image = picture();
    const reading = thread.read(image);
    expect(image.data.byteLength).toBe(0);
    expect(thread.busy()).toBe(true);
    expect(await reading).toEqual({ kind: 'no-zone' });
    expect(thread.busy()).toBe(false);
  });

  it('wipes a picture that is a part of a larger buffer, and does not change the rest', async () => {
    const thread = started(turnedClock());
    const buffer = new ArrayBuffer(120_100);
    const all = new Uint8Array(buffer).fill(9);
    const reading = thread.read({ ...picture(), data: new Uint8Array(buffer, 100, 120_000) });
    expect(all.subarray(100).every((value) => value === 0)).toBe(true);
    expect(all.subarray(0, 100).every((value) => value === 9)).toBe(true);
    expect(await reading).toEqual({ kind: 'no-zone' });
  });

  it('does not accept a second picture during a reading', async () => {
    const thread = started(turnedClock());
    const reading = thread.read(picture());
    expect(() => thread.read(picture())).toThrow(RangeError);
    await reading;
  });

  it('stops reading a picture that takes too long, and reads the next', async () => {
    const clock = turnedClock(0);
    const thread = started(clock, entry('mute-thread.js'));
    const reading = thread.read(picture());
    await clock.advance(25_000);
    expect(await reading).toEqual({ kind: 'gave-up' });
    const next = thread.read(picture());
    await clock.advance(25_000);
    expect(await next).toEqual({ kind: 'gave-up' });
  });

  it('reports the death of the thread', async () => {
    const thread = started(turnedClock(), entry('dying-thread.js'));
    expect(await thread.read(picture())).toEqual({ kind: 'gave-up' });
    expect(thread.busy()).toBe(false);
  });

  it('stops when it is closed, even twice', async () => {
    const thread = started(turnedClock(), entry('mute-thread.js'));
    const reading = thread.read(picture());
    await Promise.all([thread.close(), thread.close()]);
    expect(await reading).toEqual({ kind: 'gave-up' });
  });
});
