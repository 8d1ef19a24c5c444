import { describe, expect, it } from 'vitest';
import { stepPulses } from '../../../../hardware/gate/modbus/pulse-counts.ts';

const AT_MS = 5;
const of = (passed: number | undefined, tailgating?: number) => ({ passed, tailgating });
const kindsOf = (...step: Parameters<typeof stepPulses>) => stepPulses(...step).events.map(({ kind }) => kind);

describe('pulses that a module has counted', () => {
  it('mean one person for the first after a release, and a second person for each that follows', () => {
    expect(kindsOf(of(7), of(8), false, AT_MS)).toEqual(['person-entered', 'person-passed']);
    expect(kindsOf(of(7), of(9), false, AT_MS)).toEqual([
      'person-entered',
      'person-passed',
      'second-person',
      'person-passed',
    ]);
    expect(kindsOf(of(8), of(9), true, AT_MS)).toEqual(['second-person', 'person-passed']);
    expect(stepPulses(of(7), of(8), false, AT_MS).personHasPassed).toBe(true);
  });

  it('mean nothing at the first reading, when nothing was added, and when the counter decreases', () => {
    expect(kindsOf(undefined, of(100), false, AT_MS)).toEqual([]);
    expect(kindsOf(of(7), of(7), false, AT_MS)).toEqual([]);
    expect(kindsOf(of(65_535), of(0), false, AT_MS)).toEqual([]);
  });

  it('mean nothing when more are counted than people can pass', () => {
    expect(kindsOf(of(0), of(500), false, AT_MS)).toEqual([]);
  });

  it('mean a second person when the barrier reports tailgating', () => {
    expect(kindsOf(of(undefined, 1), of(undefined, 2), false, AT_MS)).toEqual(['second-person']);
  });
});
