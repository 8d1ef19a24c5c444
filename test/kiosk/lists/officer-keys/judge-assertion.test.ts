import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeAssertion } from '../../../../kiosk/lists/officer-keys/judge-assertion.ts';
import { openGrant } from '../../../../server/contract/grant.ts';
import { everyOfficer, passkeyOf } from '../../../support/officer-passkeys.ts';
import { NO_KEY, SERVER_KEY, signGrant } from '../../../support/signed-grants.ts';

const AT = 1_000_000;

function verdict(wire: Uint8Array): string {
  const read = openGrant(wire, SERVER_KEY);
  if (read.kind === 'refused') return read.code;
  const { officer, role } = read.message;
  const about = { purpose: 'grant', digest: read.digest, officer, role } as const;
  const judged = judgeAssertion(about, read.assertion, everyOfficer(AT), AT);
  return judged.kind === 'refused' ? judged.why : judged.kind;
}

test('a grant with its officer’s assertion is accepted, and refused with any byte of it changed', () => {
  passkeyOf('officer-8');
  const { wire } = signGrant({ publicKey: NO_KEY, notBefore: AT });
  expect(verdict(wire)).toBe('valid');
  fc.assert(
    fc.property(fc.nat(wire.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Uint8Array.from(wire);
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(verdict(changed)).not.toBe('valid');
    }),
    { numRuns: 200 },
  );
});
