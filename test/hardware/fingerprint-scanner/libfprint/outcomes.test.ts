import { describe, expect, it } from 'vitest';
import { captureEnd } from '../../../../hardware/fingerprint-scanner/libfprint/outcomes.ts';
import { isVirtual, resolutionOf } from '../../../../hardware/fingerprint-scanner/libfprint/resolution.ts';

describe('libfprint error codes', () => {
  it.each([
    ['fp-device-retry-quark', 2, { kind: 'retry', retry: 'off-centre' }],
    ['fp - device - retry - quark', 3, { kind: 'retry', retry: 'lift-first' }],
    ['fp-device-retry-quark', 99, { kind: 'retry', retry: 'poor-contact' }],
    ['g-io-error-quark', 19, { kind: 'cancelled' }],
    ['g-io-error-quark', 0, { kind: 'failed', code: 'corrupt' }],
    ['fp-device-error-quark', 0x100, { kind: 'failed', code: 'disconnected' }],
    ['fp-device-error-quark', 1, { kind: 'failed', code: 'unsupported' }],
    ['fp-device-error-quark', 5, { kind: 'failed', code: 'corrupt' }],
    ['', 0, { kind: 'failed', code: 'corrupt' }],
  ])('have an outcome or a fault: %s %i', (domain, code, end) => {
    expect(captureEnd(domain, code)).toEqual(end);
  });
});

describe('resolutions of readers', () => {
  it('are known only for readers in the table', () => {
    expect(resolutionOf('uru4000')).toBe(512);
    for (const name of ['', 'elan', 'constructor', '__proto__']) expect(resolutionOf(name)).toBeUndefined();
  });
  it('identify test devices by their name', () => {
    expect([isVirtual('virtual_image'), isVirtual('uru4000')]).toEqual([true, false]);
  });
});
