import { describe, expect, it } from 'vitest';
import { enrolKiosk, enrolmentSchema } from '../../../../server/records/kiosks/enrol-kiosk.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { KIOSK, kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { SPEC_CHECK_CASES } from '../../vectors/ed25519-speccheck.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const enrolment = { kiosk: KIOSK, site: 'north', lane: 'a', 'public-key': testKiosk().publicKeyHex };

describe('enrolling a kiosk', () => {
  it('is idempotent and never replaces a key, a place or a neighbour', async () => {
    const { database, clock } = await ingestBench();
    const enrol = (over: Partial<typeof enrolment> = {}) =>
      enrolKiosk(database, { ...enrolment, ...over }, clock.wallMs());
    expect(await enrol()).toEqual({ kind: 'enrolled' });
    expect(await enrol()).toEqual({ kind: 'unchanged' });
    expect(await enrol({ 'public-key': testKiosk(KIOSK, 9).publicKeyHex })).toMatchObject({ code: 'other-key' });
    expect(await enrol({ lane: 'b' })).toMatchObject({ code: 'other-place' });
    expect(await enrol({ kiosk: kioskIdOf('north-2') })).toMatchObject({ code: 'lane-taken' });
    await changeRecorded(database.knex, 'kiosks', {}, { disabled_at: 1 });
    expect(await enrol()).toMatchObject({ code: 'disabled' });
  });

  it('allows a change of the evidence address, to an origin only', async () => {
    const { database, clock } = await ingestBench();
    const enrol = (url?: string) => {
      const wish = { ...enrolment, ...(url !== undefined && { 'evidence-url': url }) };
      return enrolKiosk(database, enrolmentSchema.parse(wish), clock.wallMs());
    };
    expect(await enrol()).toEqual({ kind: 'enrolled' });
    expect(await enrol('http://127.0.0.1:8082')).toEqual({ kind: 'address-changed' });
    expect(await enrol('http://127.0.0.1:8082')).toEqual({ kind: 'unchanged' });
    expect(await enrol()).toEqual({ kind: 'unchanged' });
    expect(await enrol('https://lane-1.example')).toEqual({ kind: 'address-changed' });
    for (const url of [
      ...['', 'lane-1', 'http://lane-1.example', 'http://10.0.0.1:8082', 'ftp://127.0.0.1', 'https://lane-1.example/'],
      ...["https://lane-1.example; script-src 'unsafe-inline'", 'https://*.example x', 'https://user@lane-1.example'],
    ]) {
      expect(enrolmentSchema.safeParse({ ...enrolment, 'evidence-url': url }).success, url).toBe(false);
    }
  });

  it.each(SPEC_CHECK_CASES.filter((_, index) => index !== 6 && index !== 7).map((one) => [one.publicKey]))(
    'refuses the weak key %s',
    (publicKey) => {
      expect(enrolmentSchema.safeParse({ ...enrolment, 'public-key': publicKey }).success).toBe(false);
    },
  );
});
