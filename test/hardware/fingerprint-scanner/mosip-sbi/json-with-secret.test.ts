import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64Url, exciseMember } from '../../../../hardware/fingerprint-scanner/mosip-sbi/json-with-secret.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array) => Buffer.from(value).toString('latin1');

describe('JSON with one value cut out', () => {
  it('is split into the rest with a blank, and the value as bytes', () => {
    const cut = exciseMember(bytes('{"a":1,\n"data" :\t"QUJD.x-_", "b":[true]}'), 'data');
    expect(cut?.rest).toEqual({ a: 1, data: '', b: [true] });
    expect(cut && text(cut.value)).toBe('QUJD.x-_');
  });

  it.each([
    ['twice', '{"data":"QQ","x":{"data":"QQ"}}'],
    ['nowhere', '{"date":"QQ"}'],
    ['as a number', '{"data":7}'],
    ['open-ended', '{"data":"QQ'],
    ['with another alphabet', '{"data":"Q+/="}'],
    ['with an escape', '{"data":"Q\\u0041"}'],
    ['in a text that is not JSON', '{"data":"QQ"'],
  ])('is refused %s', (_name, json) => {
    expect(exciseMember(bytes(json), 'data')).toBeUndefined();
  });

  it('does not match a member inside a text', () => {
    const json = JSON.stringify({ note: '"data":"fake"', data: 'cmVhbA' });
    const cut = exciseMember(bytes(json), 'data');
    expect(cut?.rest).toEqual({ note: '"data":"fake"', data: '' });
    expect(cut && text(cut.value)).toBe('cmVhbA');
  });

  it('agrees with JSON.parse on every object', () => {
    const value = fc.base64String().map((base64) => base64.replaceAll(/[+/=]/g, '_'));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value, (others, data) => {
        const whole = JSON.stringify({ ...others, data });
        const cut = exciseMember(bytes(whole), 'data');
        if (cut === undefined) return whole.split('"data"').length > 2;
        expect(cut.rest).toEqual({ ...(JSON.parse(whole) as object), data: '' });
        return text(cut.value) === data;
      }),
    );
  });

  it('never throws on noise', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => void exciseMember(noise, 'data')));
  });
});

describe('base64url from bytes', () => {
  it('agrees with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        const encoded = bytes(Buffer.from(data).toString('base64url'));
        expect(decodeBase64Url(encoded)).toEqual(Uint8Array.from(data));
      }),
    );
  });
  it.each(['A', 'AA=', 'A+', 'A/', 'AB', 'A A', 'Ä'])('refuses %j', (malformed) => {
    expect(decodeBase64Url(bytes(malformed))).toBeUndefined();
  });
});
