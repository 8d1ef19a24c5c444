/** The terms of a degradation that two people sign, and the order that carries both signatures. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assertionChallenge } from '../../../server/contract/assertion.ts';
import { degradationDigest, degradationTermsSchema } from '../../../server/contract/degradation.ts';
import { openGrant } from '../../../server/contract/grant.ts';
import { LONGEST_DEGRADATION_MS, ORDER_DUTIES } from '../../../server/contract/order-vocabulary.ts';
import { openOrder, ORDER_LIMIT_BYTES } from '../../../server/contract/order.ts';
import { withAssertion } from '../../../server/contract/server-message.ts';
import { assertOver, passkeyOf } from '../../support/officer-passkeys.ts';
import { assertedByBoth, degradationTerms } from '../../support/signed-degradations.ts';
import { NO_KEY, signGrant } from '../../support/signed-grants.ts';
import { ORDERING_KEY, signOrder } from '../../support/signed-orders.ts';

const HALF_HOUR_MS = 1_800_000;
const FROM = 1_767_225_600_000;
const TERMS = degradationTerms({ from: FROM, until: FROM + HALF_HOUR_MS });

describe('the terms of a degradation', () => {
  it('have the digest of their canonical JSON, which browsers and lanes compute alike', () => {
    // RFC 8785, by hand
    const text =
      '{"cause":"feed-down","from":1767225600000,"kiosks":["lane-1"],"measure":"without-watchlist","site":"north","until":1767227400000}';
    const digest = createHash('sha256').update(text).digest('hex');
    expect(degradationDigest(TERMS)).toBe(digest);
    const challenge = createHash('sha256').update('postern/degradation-assertion/v1\n').update(digest, 'hex').digest();
    expect(Buffer.from(assertionChallenge('degradation', digest))).toEqual(challenge);
  });

  it('have another digest with any other value', () => {
    const others = [
      { kiosks: ['lane-1', 'lane-2'] },
      { kiosks: ['lane-2'] },
      { site: 'south' },
      { measure: 'without-fingers' },
      { cause: 'crowd' },
      { from: FROM - 1, until: TERMS.until },
      { until: TERMS.until + 1 },
    ].map((over) => degradationDigest(degradationTerms({ ...TERMS, ...over })));
    expect(new Set([degradationDigest(TERMS), ...others]).size).toBe(others.length + 1);
  });

  it.each<readonly [string, object]>([
    ['no lane', { kiosks: [] }],
    ['a lane twice', { kiosks: ['lane-1', 'lane-1'] }],
    ['more than a hundred lanes', { kiosks: Array.from({ length: 101 }, (_, index) => `lane-${index}`) }],
    ['an unknown measure', { measure: 'without-document' }],
    ['a free-text cause', { cause: 'Mr Smith is late' }],
    ['a day and a millisecond', { until: FROM + LONGEST_DEGRADATION_MS + 1 }],
    ['less than half an hour', { until: FROM + HALF_HOUR_MS - 1 }],
    ['an end before its start', { until: FROM - HALF_HOUR_MS }],
    ['an additional field', { note: 'now' }],
    ['a start that is no number', { from: Number.NaN }],
  ])('are refused with %s', (_what, over) => {
    expect(degradationTermsSchema.safeParse(TERMS).success).toBe(true);
    expect(degradationTermsSchema.safeParse({ ...TERMS, ...over }).success).toBe(false);
  });

  it('are decided by supervisors alone', () => {
    expect(ORDER_DUTIES['degrade-policy']).toEqual(['supervisor']);
  });
});

describe('an order about a degradation', () => {
  it('opens with both assertions, of the largest size too', () => {
    const { wire } = signOrder({ kind: 'degrade-policy', terms: TERMS }, { notBefore: FROM });
    const signed = assertedByBoth(TERMS, passkeyOf('person-one'), passkeyOf('person-two'));
    expect(openOrder(wire, ORDERING_KEY)).toMatchObject({ kind: 'valid', assertion: signed });
    const kiosks = Array.from(
      { length: 100 },
      (_, index) => `lane-${'x'.repeat(23)}-${String(index).padStart(3, '0')}`,
    );
    const most = { kind: 'degrade-policy', terms: degradationTerms({ ...TERMS, kiosks }) } as const;
    const { unasserted } = signOrder(most, { notBefore: FROM });
    const large = {
      ...{ credentialId: 'A'.repeat(1_364), clientDataJSON: 'A'.repeat(1_366) },
      ...{ authenticatorData: 'A'.repeat(512), signature: 'A'.repeat(683) },
    };
    const full = withAssertion(unasserted, { ...large, second: large });
    expect(full.length).toBeLessThan(ORDER_LIMIT_BYTES);
    expect(openOrder(full, ORDERING_KEY).kind).toBe('valid');
  });

  it('opens without assertions, so that the lane reports which one is missing', () => {
    const { unasserted } = signOrder({ kind: 'degrade-policy', terms: TERMS }, { notBefore: FROM });
    expect(openOrder(unasserted, ORDERING_KEY)).toMatchObject({ kind: 'valid', assertion: undefined });
  });

  it('is malformed with a third assertion, and a grant with a second one', () => {
    const signed = assertOver('grant', 'a'.repeat(64), passkeyOf('person-one'));
    const { unasserted } = signOrder({ kind: 'degrade-policy', terms: TERMS }, { notBefore: FROM });
    const both = JSON.parse(Buffer.from(withAssertion(unasserted, { ...signed, second: signed })).toString()) as {
      assertion: object;
    };
    const third = { ...both, assertion: { ...both.assertion, second: { ...signed, second: signed } } };
    expect(openOrder(Buffer.from(JSON.stringify(third)), ORDERING_KEY)).toMatchObject({ code: 'malformed' });
    const grant = withAssertion(signGrant({ publicKey: NO_KEY }).wire, { ...signed, second: signed });
    expect(openGrant(grant, ORDERING_KEY)).toMatchObject({ kind: 'refused', code: 'malformed' });
  });
});
