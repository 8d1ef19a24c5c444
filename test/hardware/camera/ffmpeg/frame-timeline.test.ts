import { describe, expect, it } from 'vitest';
import { frameTimeline, picturesInPace } from '../../../../hardware/camera/ffmpeg/frame-timeline.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';

/** Pictures every 40 ms by the stream's time, each arriving with the delay given. */
async function datesWith(delaysMs: readonly number[], options: { ppm?: number; startMs?: number } = {}) {
  const clock = turnedClock();
  const timeline = frameTimeline({ clock, periodMs: 40 });
  const dated = [];
  for (const [index, delayMs] of delaysMs.entries()) {
    const exposedMs = 1000 + index * 40;
    await clock.advance(Math.max(0, exposedMs + delayMs - clock.monotonicMs()));
    const ptsMs = (options.startMs ?? 7_000_000) + (exposedMs - 1000) * (1 + (options.ppm ?? 0) / 1e6);
    dated.push({ ...timeline.date(ptsMs), exposedMs, arrivedMs: clock.monotonicMs() });
  }
  return dated;
}
const delays = (count: number) => Array.from({ length: count }, (_, index) => 5 + ((index * 7) % 13));

describe('a stream’s times on the lane’s clock', () => {
  it('lose the jitter of the transport and keep the shortest delay', async () => {
    const dated = await datesWith(delays(100));
    for (const { capturedAtMs, exposedMs } of dated.slice(13)) expect(capturedAtMs - exposedMs).toBeCloseTo(5, 6);
  });

  it('follow a clock that runs differently', async () => {
    for (const ppm of [-300, 300]) {
      const dated = await datesWith(delays(1000), { ppm });
      for (const { capturedAtMs, exposedMs } of dated.slice(200)) {
        expect(Math.abs(capturedAtMs - exposedMs - 5)).toBeLessThan(3);
      }
    }
  });

  it('are never in the future and never go back', async () => {
    const dated = await datesWith(delays(300).map((delay, index) => (index % 50 === 10 ? delay + 200 : delay)));
    for (const [index, { capturedAtMs, arrivedMs }] of dated.entries()) {
      expect(capturedAtMs).toBeLessThanOrEqual(arrivedMs);
      if (index > 0) expect(capturedAtMs).toBeGreaterThanOrEqual(dated[index - 1]!.capturedAtMs);
    }
  });

  it('show which pictures were delayed: they were due before they arrived', async () => {
    const dated = await datesWith(delays(60).map((delay, index) => (index === 50 ? 150 : delay)));
    const late = dated[50]!;
    expect(late.arrivedMs - late.dueAtMs).toBeGreaterThan(140);
  });

  it('show which pictures catch up: they waited, and their dates are too late', async () => {
    const held = delays(60).map((delay, index) => (index < 20 ? delay : delay - 100));
    const dated = await datesWith(held.map((delay) => delay + 200));
    expect(dated.map(({ catchingUp }, index) => (catchingUp ? index : -1)).filter((index) => index >= 0)).toEqual([
      20, 21,
    ]);
  });

  it('count the pictures in pace from the end of the catching up, also after a pause of the receiver', () => {
    const together = Array.from({ length: 30 }, (_, index) => ({ ptsMs: index * 40, arrivedMs: 1200 + index }));
    expect(picturesInPace(together, 40)).toBe(0);
    const live = Array.from({ length: 6 }, (_, index) => ({ ptsMs: 1200 + index * 40, arrivedMs: 1205 + index * 40 }));
    expect(picturesInPace([...together, ...live], 40)).toBe(5);
    const paused = together.map((arrival, index) => (index < 15 ? arrival : { ...arrival, arrivedMs: 1280 + index }));
    expect(picturesInPace(paused, 40)).toBe(0);
    expect(picturesInPace([], 40)).toBe(0);
  });

  it('restart after a jump, and count missing pictures', async () => {
    const clock = turnedClock();
    const timeline = frameTimeline({ clock, periodMs: 40, firstSequence: 9 });
    await clock.advance(100);
    expect(timeline.date(0).sequence).toBe(9);
    await clock.advance(120);
    expect(timeline.date(120).sequence).toBe(12);
    await clock.advance(40);
    const jumped = timeline.date(9e9);
    expect(jumped.sequence).toBe(13);
    expect(jumped.capturedAtMs).toBe(clock.monotonicMs());
    await clock.advance(40);
    expect(timeline.date(9e9 + 40).sequence).toBe(14);
  });
});
