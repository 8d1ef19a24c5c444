import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { type Fault, faultBoard } from '../../../hardware/simulation/fault-board.ts';

const board = () => {
  const clock = turnedClock();
  let changes = 0;
  const faults = faultBoard(clock, () => void (changes += 1));
  return { clock, faults, changes: () => changes };
};

describe('the fault board', () => {
  it('keeps a fault until it is cleared', () => {
    const { faults, changes } = board();
    faults.inject({ device: 'gate', fault: { kind: 'jam' } });
    expect(faults.take('gate', 'jam')).toEqual({ kind: 'jam' });
    expect(faults.take('gate', 'jam')).toEqual({ kind: 'jam' });
    faults.clear('gate');
    expect(faults.take('gate', 'jam')).toBeUndefined();
    expect(changes()).toBe(2);
  });

  it('consumes a one-time fault when it is taken, not when it is inspected', () => {
    const { faults } = board();
    faults.inject({ device: 'camera', fault: { kind: 'corrupt' }, once: true });
    expect(faults.look('camera', 'corrupt')).toBeDefined();
    expect(faults.take('camera', 'corrupt')).toBeDefined();
    expect(faults.look('camera', 'corrupt')).toBeUndefined();
    expect(faults.list()).toEqual([]);
  });

  it('keeps the faults of devices and kinds separate', () => {
    const { faults } = board();
    faults.inject({ device: 'camera', fault: { kind: 'stall' } });
    expect(faults.look('gate', 'stall')).toBeUndefined();
    expect(faults.look('camera', 'corrupt')).toBeUndefined();
    faults.clear('gate');
    expect(faults.list()).toHaveLength(1);
    faults.clear();
    expect(faults.list()).toEqual([]);
  });

  it('applies no fault before its delay, and none that was cleared first', async () => {
    const { clock, faults } = board();
    const struck: Fault['kind'][] = [];
    faults.onStrike('gate', ({ kind }) => struck.push(kind));
    faults.inject({ device: 'gate', fault: { kind: 'disconnect' }, afterMs: 300 });
    faults.inject({ device: 'gate', fault: { kind: 'jam' } });
    await clock.advance(299);
    expect(struck).toEqual(['jam']);
    expect(faults.look('gate', 'disconnect')).toBeUndefined();
    await clock.advance(1);
    expect(struck).toEqual(['jam', 'disconnect']);
    faults.inject({ device: 'gate', fault: { kind: 'stall' }, afterMs: 300 });
    faults.clear('gate');
    await clock.advance(400);
    expect(struck).toEqual(['jam', 'disconnect']);
    expect(clock.pending()).toBe(0);
  });

  it('refuses a fault that the device cannot have', () => {
    const { faults } = board();
    expect(() => faults.inject({ device: 'camera', fault: { kind: 'jam' } })).toThrow(RangeError);
    expect(faults.list()).toEqual([]);
  });
});
