import { describe, expect, it } from 'vitest';
import { createVirtualChip } from '../../../../hardware/simulation/chip/virtual-chip.ts';
import { specimenProfile } from './specimen-chip.ts';

describe('keys of verifying authorities', () => {
  it('are recognised without computing on every curve again', () => {
    const profile = specimenProfile();
    createVirtualChip(profile);
    const startedMs = performance.now();
    for (let count = 0; count < 20; count++) createVirtualChip(profile);
    // Ten multiplications with new tables take five times as long
    expect((performance.now() - startedMs) / 20).toBeLessThan(40);
  });
});
