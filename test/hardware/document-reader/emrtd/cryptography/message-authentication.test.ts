import { describe, expect, it } from 'vitest';
import { cmac, retailMac } from '../../../../../hardware/document-reader/emrtd/cryptography/message-authentication.ts';
import { bytes, hex } from '../scripted-chip.ts';

const MESSAGE = `6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
                 30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710`;

describe('AES-CMAC', () => {
  /** RFC 4493 §4, and NIST SP 800-38B appendix D for the longer keys. */
  it.each([
    ['2b7e151628aed2a6abf7158809cf4f3c', 0, 'bb1d6929e95937287fa37d129b756746'],
    ['2b7e151628aed2a6abf7158809cf4f3c', 16, '070a16b46b4d4144f79bdd9dd04a287c'],
    ['2b7e151628aed2a6abf7158809cf4f3c', 40, 'dfa66747de9ae63030ca32611497c827'],
    ['2b7e151628aed2a6abf7158809cf4f3c', 64, '51f0bebf7e3b9d92fc49741779363cfe'],
    ['8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', 0, 'd17ddf46adaacde531cac483de7a9367'],
    ['8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', 40, '8a1de5be2eb31aad089a82e6ee908b0e'],
    ['603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 16, '28a7023f452e8f82bd4bf28d8c37c35c'],
    ['603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 64, 'e1992190549f6ed5696a2c056c315410'],
  ])('has the published value under %s over %i bytes', (key, length, code) => {
    expect(hex(cmac(bytes(key), bytes(MESSAGE).subarray(0, length)))).toBe(code.toUpperCase());
  });
});

describe('the retail MAC', () => {
  it('has the value of ICAO 9303-11 appendix D.3', () => {
    const key = bytes('7962D9ECE03D1ACD4C76089DCE131543');
    const message = bytes('72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2');
    expect(hex(retailMac(key, message))).toBe('5F1448EEA8AD90A7');
  });
});
