import { describe, expect, it } from 'vitest';
import { ascii, concat, tlv } from '../../../hardware/ber/write.ts';

const header = (bytes: Uint8Array, length: number) => [...bytes.subarray(0, length)];

describe('a DER element, ITU-T X.690 §8.1.3', () => {
  it('has a short length up to 127 bytes', () => {
    expect([...tlv(0x04)]).toEqual([0x04, 0x00]);
    expect(header(tlv(0x04, new Uint8Array(127)), 2)).toEqual([0x04, 0x7f]);
  });

  it('has a long length in the smallest number of bytes', () => {
    expect(header(tlv(0x04, new Uint8Array(128)), 3)).toEqual([0x04, 0x81, 0x80]);
    expect(header(tlv(0x04, new Uint8Array(255)), 3)).toEqual([0x04, 0x81, 0xff]);
    expect(header(tlv(0x04, new Uint8Array(256)), 4)).toEqual([0x04, 0x82, 0x01, 0x00]);
    expect(header(tlv(0x04, new Uint8Array(65_536)), 5)).toEqual([0x04, 0x83, 0x01, 0x00, 0x00]);
  });

  it('may have a tag of two bytes and several contents', () => {
    expect([...tlv(0x5f1f, ascii('A'), ascii('BC'))]).toEqual([0x5f, 0x1f, 0x03, 0x41, 0x42, 0x43]);
  });

  it('is joined from its parts', () => {
    expect([...concat(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))]).toEqual([1, 2, 3]);
  });
});
