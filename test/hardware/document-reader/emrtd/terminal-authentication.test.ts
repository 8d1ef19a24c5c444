import { describe, expect, it } from 'vitest';
import { createVirtualChip } from '../../../../hardware/simulation/chip/virtual-chip.ts';
import { specimenProfile } from './specimen-chip.ts';

describe('public keys of authorities that verify terminals', () => {
  it('are recognised without repeated computations on every curve', () => {
    const profile = specimenProfile();
    createVirtualChip(profile);
    const times = Array.from({ length: 20 }, () => {
      const startedMs = performance.now();
      createVirtualChip(profile);
      return performance.now() - startedMs;
    });
    // Ten multiplications with new tables take five times as long, each time; a busy machine is slow now and then
    expect(Math.min(...times)).toBeLessThan(40);
  });
});
