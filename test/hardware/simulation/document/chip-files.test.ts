import { describe, expect, it } from 'vitest';
import {
  DG1_TAG,
  DG2_TAG,
  efCom,
  efDg1,
  efDg2,
  facialRecord,
} from '../../../../hardware/simulation/document/chip-files.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('chip files', () => {
  /** ICAO 9303-10 §4.6.1 gives this EF.COM for DG1, DG2, DG4 and DG12 as its example. */
  it('EF.COM is the one of the ICAO example', () => {
    expect(hex(efCom([0x61, 0x75, 0x76, 0x6c]))).toBe('60165f0104303130375f36063034303030305c046175766c');
  });

  it('DG1 holds the zone without its line break', () => {
    const zone = `${'P<UTO'.padEnd(44, '<')}\n${'L898902C36UTO'.padEnd(44, '<')}`;
    const file = efDg1(zone);
    expect(hex(file.subarray(0, 5))).toBe('615b5f1f58');
    expect(Buffer.from(file.subarray(5)).toString('ascii')).toBe(zone.replace('\n', ''));
    expect(file[0]).toBe(DG1_TAG);
  });

  it('DG2 holds one facial record', () => {
    const record = new Uint8Array(300).fill(0xaa);
    const file = efDg2(record);
    expect(file[0]).toBe(DG2_TAG);
    const text = hex(file);
    expect(text).toMatch(/^758201[0-9a-f]{2}7f618201[0-9a-f]{2}020101/);
    expect(text).toContain(`5f2e82012c${'aa'.repeat(300)}`);
    expect(text.endsWith('aa')).toBe(true);
  });

  /** Offsets of ISO/IEC 19794-5:2005 §5.4 to §5.7. */
  it('a facial record says its lengths, sizes and type where the standard puts them', () => {
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
    const record = facialRecord(jpeg, 413, 531);
    const view = new DataView(record.buffer);
    expect(Buffer.from(record.subarray(0, 8)).toString('latin1')).toBe('FAC\0' + '010\0');
    expect(view.getUint32(8)).toBe(record.length);
    expect(view.getUint16(12)).toBe(1);
    expect(view.getUint32(14)).toBe(record.length - 14);
    expect(view.getUint16(18)).toBe(0);
    expect(record[34]).toBe(1);
    expect(record[35]).toBe(0);
    expect([view.getUint16(36), view.getUint16(38)]).toEqual([413, 531]);
    expect([...record.subarray(46)]).toEqual([...jpeg]);
  });
});
