import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersonsKeyError } from '../../../hardware/signing-key/persons-key-error.ts';
import { readTokenAddress } from '../../../hardware/signing-key/token-address.ts';

const MODULE = 'module-path=/usr/lib/softhsm/libsofthsm2.so';

describe('the address of a key on a token', () => {
  it.each([
    [`pkcs11:token=anna;object=signing?${MODULE}`, undefined],
    [`pkcs11:object=signing;token=anna;type=private?${MODULE}&pin-source=file:/run/pin`, '/run/pin'],
    [`pkcs11:token=%61nna;object=signing?pin-source=file:///run/my%20pin&${MODULE}`, '/run/my pin'],
    [`pkcs11:token=anna;object=signing?pin-source=/run/pin&${MODULE}`, '/run/pin'],
  ])('%s is read', (text, pinFile) => {
    const address = { module: '/usr/lib/softhsm/libsofthsm2.so', token: 'anna', object: 'signing', pinFile };
    expect(readTokenAddress(text)).toEqual(address);
  });

  it.each([
    'pkcs11:',
    `pkcs11:token=anna?${MODULE}`,
    `pkcs11:object=signing?${MODULE}`,
    'pkcs11:token=anna;object=signing',
    'pkcs11:token=anna;object=signing?module-path=libsofthsm2.so',
    `pkcs11:token=anna;object=signing;type=public?${MODULE}`,
    `pkcs11:token=anna;token=ben;object=signing?${MODULE}`,
    `pkcs11:token=;object=signing?${MODULE}`,
    `pkcs11:token=anna;object=signing;colour=red?${MODULE}`,
    `pkcs11:token=%00;object=signing?${MODULE}`,
    `pkcs11:token=%E9;object=signing?${MODULE}`,
    `pkcs11:token=anna;object=signing?${MODULE}&pin-source=file://host/pin`,
    `pkcs11:token=anna;object=signing?${MODULE}&pin-source=|cat%20pin`,
    `pkcs11:token=anna;object=signing?${MODULE}?${MODULE}`,
    `pkcs11:token=${'a'.repeat(2_048)};object=signing?${MODULE}`,
  ])('%s is refused', (text) => {
    expect(() => readTokenAddress(text)).toThrow(/has the form/);
  });

  it('with a PIN in it is refused, with the reason', () => {
    expect(() => readTokenAddress(`pkcs11:token=anna;object=signing?${MODULE}&pin-value=1234`)).toThrow(/pin-source/);
  });

  it('never fails in another way', () => {
    const piece = fc.constantFrom(
      'token=',
      'object=',
      'module-path=/',
      'pin-source=',
      ';',
      '?',
      '&',
      '%',
      '%41',
      '=',
      'é',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
        try {
          readTokenAddress(`pkcs11:${pieces.join('')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(PersonsKeyError);
        }
      }),
    );
  });
});
