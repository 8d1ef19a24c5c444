import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { createLaneSimulation, type LaneSimulation } from '../../../hardware/simulation/lane-simulation.ts';
import { issueSpecimenDocument } from '../../../hardware/simulation/specimen-document.ts';
import { SPECIMENS, type SpecimenId } from '../../../hardware/simulation/specimens.ts';

const alpha = SPECIMENS[0]!.id;
const nobody = 'nobody-of-that-name' as SpecimenId;
const JPEG_START = [0xff, 0xd8, 0xff];

describe('a simulated lane', () => {
  const clock = turnedClock();
  let simulation: LaneSimulation;
  beforeEach(async () => {
    simulation = await createLaneSimulation({ clock });
  });
  afterEach(() => simulation.close());

  it('starts empty, with a next person who passes', () => {
    expect(simulation.scene()).toEqual({ subject: { kind: 'nobody' } });
    expect(simulation.documentOnReader()).toBeUndefined();
    expect(simulation.passageBehaviour()).toBe('passes');
    expect(simulation.faults()).toEqual([]);
  });

  it('notifies listeners of each change', async () => {
    const document = await issueSpecimenDocument(simulation, { holder: alpha });
    let changes = 0;
    const leave = simulation.onChange(() => void (changes += 1));
    simulation.setScene({ subject: { kind: 'person', specimen: alpha } });
    simulation.presentDocument(document);
    simulation.removeDocument();
    simulation.removeDocument();
    simulation.setFinger({ kind: 'finger', specimen: alpha });
    simulation.setPassageBehaviour('tailgated');
    simulation.inject({ device: 'gate', fault: { kind: 'jam' } });
    simulation.clearFaults();
    expect(changes).toBe(7);
    leave();
    simulation.setPassageBehaviour('passes');
    expect(changes).toBe(7);
  });

  it.each([
    { kind: 'person', specimen: nobody },
    { kind: 'person', specimen: alpha, photograph: 9 },
    { kind: 'two-people', specimens: [alpha, nobody] },
    { kind: 'flat-picture', specimen: nobody },
  ] as const)('refuses a scene with an unknown person, and keeps the previous one: %j', (subject) => {
    const before = simulation.scene();
    expect(() => simulation.setScene({ subject })).toThrow(RangeError);
    expect(simulation.scene()).toBe(before);
  });

  it('shows its view and its portraits as JPEG', async () => {
    simulation.setScene({ subject: { kind: 'person', specimen: alpha } });
    const [view, portrait] = await Promise.all([
      simulation.view({ width: 320, height: 180 }),
      simulation.portrait(alpha, 0),
    ]);
    for (const jpeg of [view, portrait]) expect([...jpeg.subarray(0, 3)]).toEqual(JPEG_START);
  });

  it('rejects when a picture cannot be drawn', async () => {
    await expect(simulation.portrait(nobody, 0)).rejects.toThrow('no specimen traveller');
    await expect(simulation.portrait(alpha, 9)).rejects.toThrow('no photograph');
  });
});
