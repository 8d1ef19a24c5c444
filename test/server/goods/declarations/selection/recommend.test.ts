import { describe, expect, it } from 'vitest';
import type { RiskBand } from '../../../../../models/risk/risk-model.ts';
import { CHANNELS, MASS_BANDS } from '../../../../../server/goods/declarations/sealing/readable-facts.ts';
import { recommend } from '../../../../../server/goods/declarations/selection/recommend.ts';
import type { DeclaredRisk } from '../../../../../server/goods/declarations/selection/score-declaration.ts';
import { UNSCORED_CAUSES } from '../../../../../server/goods/declarations/selection/vocabulary.ts';

const scored = (band: RiskBand): DeclaredRisk => ({ kind: 'scored', band, reasons: [], model: 'a'.repeat(64) });

describe('the recommended control', () => {
  it('is the same for a drawn green declaration and for a green one of the band high', () => {
    for (const mass of MASS_BANDS) {
      const high = recommend({ channel: 'green', mass }, scored('high'), false);
      expect(high.route).not.toBeNull();
      for (const band of ['high', 'raised', 'low'] as const)
        expect(recommend({ channel: 'green', mass }, scored(band), true)).toEqual(high);
    }
  });

  it('is none for an undrawn green declaration of the other bands, and for a rejected one', () => {
    for (const band of ['raised', 'low'] as const)
      expect(recommend({ channel: 'green', mass: 'under-30' }, scored(band), false)).toEqual({ route: null, place: 0 });
    expect(recommend({ channel: null, mass: 'under-30' }, scored('high'), false)).toEqual({ route: null, place: 0 });
  });

  it('is a control of documents for every accepted declaration without a band, drawn or not', () => {
    for (const cause of UNSCORED_CAUSES)
      for (const channel of CHANNELS)
        for (const drawn of [true, false])
          expect(recommend({ channel, mass: 'unknown' }, { kind: 'unscored', cause }, drawn)).toEqual({
            route: 'documents',
            place: 1,
          });
  });

  it('puts the band high of orange declarations first, and scans what weighs a tonne or more', () => {
    const orange = (band: RiskBand) => recommend({ channel: 'orange', mass: 'under-1000' }, scored(band), false);
    expect(orange('high')).toEqual({ route: 'physical', place: 4 });
    expect(orange('raised')).toEqual({ route: 'documents', place: 3 });
    expect(orange('low')).toEqual({ route: 'documents', place: 1 });
    expect(recommend({ channel: 'orange', mass: 'under-25000' }, scored('high'), false).route).toBe('scan');
  });
});
