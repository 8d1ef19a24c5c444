/** Orders in an emergency: they wait for no disk, and last over restarts. */
import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../../server/contract/order.ts';
import { startedLane } from './started-lane.ts';

const CLOSE: OrderCommand = { kind: 'take-out-of-service', reason: 'staffing' };

describe('an emergency', () => {
  const FIRE: OrderCommand = { kind: 'open-in-emergency', cause: 'fire' };

  test('opens the gate and keeps it open until the emergency ends, also after restarts', async () => {
    const first = await startedLane();
    await first.give(FIRE);
    expect([first.phase(), first.moved, await first.said()]).toEqual(['emergency', ['release'], ['obeyed']]);
    await first.close();
    // A program that stops does not shut people in
    expect(first.moved).toEqual(['release']);
    const second = await startedLane({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(second.phase()).toBe('emergency');
    await second.give({ kind: 'end-emergency' });
    expect([second.phase(), second.moved.at(-1)]).toEqual(['idle', 'secure']);
    await second.close();
  });

  test('does not wait for a full disk, and is recorded when the disk accepts writes again', async () => {
    const lane = await startedLane();
    const { orders } = lane.journal;
    const take = orders.take.bind(orders);
    Object.assign(orders, { take: () => Promise.reject(new Error('the disk is full')) });
    const { wire } = lane.sign(FIRE);
    expect(await lane.taker.take(wire, {})).toBe('not-settled');
    await lane.lane.settled();
    expect([lane.phase(), lane.moved]).toEqual(['emergency', ['release']]);
    Object.assign(orders, { take });
    expect(await lane.taker.take(wire, {})).toBe('settled');
    await lane.lane.settled();
    expect([lane.moved, await lane.said()]).toEqual([['release'], ['obeyed']]);
    await lane.close();
  });

  test('does not wait for a disk that does not answer', async () => {
    const lane = await startedLane();
    let answer: () => void = () => undefined;
    const { orders } = lane.journal;
    const find = orders.find.bind(orders);
    Object.assign(orders, { find: () => new Promise((resolve) => (answer = () => resolve(undefined))) });
    const taking = lane.taker.take(lane.sign(FIRE).wire, {});
    await lane.clock.advance(500);
    await lane.lane.settled();
    expect([lane.phase(), lane.moved]).toEqual(['emergency', ['release']]);
    Object.assign(orders, { find });
    answer();
    expect(await taking).toBe('settled');
    await lane.close();
  });

  test('overtakes a slow order', async () => {
    const lane = await startedLane();
    let go: () => void = () => undefined;
    const { standing } = lane;
    const begin = standing.begin.bind(standing);
    const blocked = new Promise<void>((resolve) => {
      go = resolve;
    });
    Object.assign(standing, { begin: (name: string) => (name === 'emergency' ? begin(name) : blocked) });
    const slow = lane.taker.take(lane.sign(CLOSE).wire, {});
    await lane.give(FIRE);
    expect(lane.phase()).toBe('emergency');
    go();
    expect(await slow).toBe('settled');
    await lane.close();
  });

  test('that was ended is not started again by the same order', async () => {
    const lane = await startedLane();
    const { wire } = lane.sign(FIRE);
    await lane.taker.take(wire, lane.connection);
    await lane.give({ kind: 'end-emergency' });
    await lane.taker.take(wire, {});
    await lane.taker.take(wire, lane.connection);
    await lane.lane.settled();
    expect([lane.phase(), await lane.said()]).toEqual(['idle', ['obeyed', 'obeyed', 'replayed']]);
    await lane.close();
  });

  test('cannot be ended when there is none', async () => {
    const lane = await startedLane();
    await lane.give({ kind: 'end-emergency' });
    expect(await lane.said()).toEqual(['not-now']);
    await lane.close();
  });
});
