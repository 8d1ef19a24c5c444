import { describe, expect, it } from 'vitest';
import { chooseReader } from '../../../../hardware/document-reader/pcsc/choose-reader.ts';

const DUAL = [
  'ACS ACR1281 1S Dual Reader ICC 00 00',
  'ACS ACR1281 1S Dual Reader PICC 00 01',
  'ACS ACR1281 1S Dual Reader SAM 00 02',
];

describe('choosing a card reader', () => {
  it('prefers a contactless slot', () => {
    expect(chooseReader(DUAL)).toBe(DUAL[1]);
    expect(chooseReader(['OMNIKEY 5422 00 00', 'OMNIKEY 5422CL 01 00', 'HID 5422 CL 02 00'])).toBe('HID 5422 CL 02 00');
  });
  it('otherwise uses any slot', () => {
    expect(chooseReader(['Some Reader 00 00', 'Another 01 00'])).toBe('Some Reader 00 00');
    expect(chooseReader([])).toBeUndefined();
  });
  it('uses the configured reader, full name before part, or none', () => {
    expect(chooseReader(DUAL, 'SAM')).toBe(DUAL[2]);
    expect(chooseReader(['AB', 'A'], 'A')).toBe('A');
    expect(chooseReader(DUAL, 'OMNIKEY')).toBeUndefined();
  });
});
