import { describe, expect, it } from 'vitest';
import { DG1_TAG, efCom, efDg1 } from '../../../../hardware/simulation/document/chip-files.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('chip files', () => {
  /** ICAO 9303-10 §4.6.1 gives this EF.COM for DG1, DG2, DG4 and DG12 as its example. */
  it('contain the EF.COM of the ICAO example', () => {
    expect(hex(efCom([0x61, 0x75, 0x76, 0x6c]))).toBe('60165f0104303130375f36063034303030305c046175766c');
  });

  it('contain a DG1 with the zone without its line break', () => {
    const zone = `${'P<UTO'.padEnd(44, '<')}\n${'L898902C36UTO'.padEnd(44, '<')}`;
    const file = efDg1(zone);
    expect(hex(file.subarray(0, 5))).toBe('615b5f1f58');
    expect(Buffer.from(file.subarray(5)).toString('ascii')).toBe(zone.replace('\n', ''));
    expect(file[0]).toBe(DG1_TAG);
  });
});
