import { describe, expect, it } from 'vitest';
import { enrolKiosk, enrolmentSchema } from '../../server/enrol-kiosk.ts';
import { clearanceBench } from './fixtures/clearance-bench.ts';
import { KIOSK, kioskIdOf } from './fixtures/sample-report.ts';
import { testKiosk } from './fixtures/test-kiosk.ts';
import { SPEC_CHECK_CASES } from './vectors/ed25519-speccheck.ts';

const enrolment = { kiosk: KIOSK, site: 'north', lane: 'a', 'public-key': testKiosk().publicKeyHex };

describe('enrolling a kiosk', () => {
  it('is idempotent and never replaces a key, a place or a neighbour', async () => {
    const { database, clock } = await clearanceBench();
    const enrol = (over: Partial<typeof enrolment> = {}) =>
      enrolKiosk(database, { ...enrolment, ...over }, clock.wallMs());
    expect(await enrol()).toEqual({ kind: 'enrolled' });
    expect(await enrol()).toEqual({ kind: 'unchanged' });
    expect(await enrol({ 'public-key': testKiosk(KIOSK, 9).publicKeyHex })).toMatchObject({ code: 'other-key' });
    expect(await enrol({ lane: 'b' })).toMatchObject({ code: 'other-place' });
    expect(await enrol({ kiosk: kioskIdOf('north-2') })).toMatchObject({ code: 'lane-taken' });
    await database.knex('kiosks').update({ disabled_at: 1 });
    expect(await enrol()).toMatchObject({ code: 'disabled' });
  });

  it.each(SPEC_CHECK_CASES.filter((_, index) => index !== 6 && index !== 7).map((one) => [one.publicKey]))(
    'refuses the weak key %s',
    (publicKey) => {
      expect(enrolmentSchema.safeParse({ ...enrolment, 'public-key': publicKey }).success).toBe(false);
    },
  );
});
