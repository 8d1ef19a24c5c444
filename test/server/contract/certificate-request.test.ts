import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enrolmentRequestSchema } from '../../../server/contract/certificate-request.ts';
import { partySchema } from '../../../server/sharing/agreement/party.ts';
import { SAMPLE_PARTNER } from '../sharing/fixtures/agreements.ts';

const REQUEST = {
  ...{ version: 1, kioskId: 'north-1', challenge: 'a'.repeat(64), use: 'lane', csr: 'AAAA' },
  ...{ code: '0'.repeat(26), publicKey: SAMPLE_PARTNER.signingKey },
} as const;

test('a request with a key is accepted, and one with the algorithm of another key is refused', () => {
  expect(enrolmentRequestSchema.safeParse(REQUEST).success).toBe(true);
  expect(enrolmentRequestSchema.safeParse({ ...REQUEST, algorithm: 'es256' }).success).toBe(false);
});

test.each([
  ['request of a certificate', enrolmentRequestSchema, REQUEST],
  ['record of an organisation', partySchema, SAMPLE_PARTNER],
] as const)('a %s with any other value in any field is judged, and never throws', (_name, schema, valid) => {
  const fields = fc.constantFrom(...Object.keys(valid));
  const values = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[0-9a-f]{0,70}$/),
    fc.stringMatching(/^[g-z]{64}$/),
    fc.anything(),
  );
  fc.assert(
    fc.property(fields, values, (field, value) => {
      expect(typeof schema.safeParse({ ...valid, [field]: value }).success).toBe('boolean');
    }),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(fc.array(values, { maxLength: 4 }), (signers) => {
      expect(typeof schema.safeParse({ ...valid, signers }).success).toBe('boolean');
    }),
  );
});
