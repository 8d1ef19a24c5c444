import { describe, expect, it } from 'vitest';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import { readEnvelope } from '../../../../server/contract/envelope.ts';
import { GRANT_REFUSALS, type GrantRefusal } from '../../../../server/contract/evidence-vocabulary.ts';
import type { OfficerId } from '../../../../server/contract/field.ts';
import { insertGrant } from '../../../../server/lanes/evidence/grant-table.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const DIGEST = 'd'.repeat(64);

async function bench() {
  const made = await ingestBench();
  const kiosk = testKiosk();
  await made.enrol(kiosk);
  const { context } = made;
  await context.queue.run((transaction) =>
    insertGrant(transaction, {
      ...{ digest: DIGEST, kioskId: kiosk.id, transactionId: transactionOf(1), officer: 'officer-7' as OfficerId },
      ...{ issuedAt: 1, payload: new Uint8Array(1), signature: new Uint8Array(1) },
    }),
  );
  const report = async (refusal: GrantRefusal | undefined, grant = DIGEST) => {
    const outcome = refusal === undefined ? { released: ['face-frame' as const] } : { released: [], refusal };
    const { wire } = kiosk.nextViewing({ grant, ...outcome });
    expect((await receiveReport(context, wire)).kind).toBe('accepted');
    return (await made.alarms()).map(({ kind }) => kind);
  };
  return { ...made, kiosk, report };
}

describe('reported viewing', () => {
  it('raises no alarm when it was released', async () => {
    expect(await (await bench()).report(undefined)).toEqual([]);
  });
  it.each(GRANT_REFUSALS)('raises the right alarm when refused as %s', async (refusal) => {
    const expected: { readonly [Reason in GrantRefusal]: readonly string[] } = {
      'other-lane': ['grant-misdirected'],
      'not-yet-valid': ['grant-out-of-time'],
      expired: ['grant-out-of-time'],
      'role-not-entitled': ['grant-of-unentitled'],
      'training-lapsed': ['grant-of-unentitled'],
      'officer-revoked': ['grant-of-unentitled'],
      'revocations-unknown': [],
      'officer-keys-missing': ['officer-keys-missing'],
      'assertion-missing': ['grant-unasserted'],
      'assertion-malformed': ['grant-unasserted'],
      'officer-key-unknown': ['officer-key-unknown'],
      'officer-key-of-another': ['grant-unasserted'],
      'assertion-of-another-request': ['grant-unasserted'],
      'assertion-of-another-site': ['grant-unasserted'],
      'user-not-verified': ['grant-unasserted'],
      'assertion-forged': ['grant-unasserted'],
      'officer-key-cloned': ['officer-key-cloned'],
      replayed: ['grant-replayed'],
      'too-many-viewings': ['viewings-too-many'],
      'too-many-viewings-of-traveller': ['viewings-of-traveller-too-many'],
      'no-longer-kept': [],
      'unusable-key': ['grant-misdirected'],
      'keys-away': [],
    };
    expect(await (await bench()).report(refusal)).toEqual(expected[refusal]);
  });
  it('raises an alarm under a grant that this server never signed', async () => {
    expect(await (await bench()).report(undefined, 'e'.repeat(64))).toEqual(['unrecorded-grant']);
  });
  it('is refused when it contradicts itself', async () => {
    const { context, kiosk, alarms } = await bench();
    const { wire: made } = testKiosk().nextViewing({ grant: DIGEST, released: ['face-frame'] });
    const envelope = readEnvelope(made);
    if (envelope.kind === 'refused') throw new Error('expected an envelope');
    const payload = Buffer.from(envelope.payload).toString().replace('["face-frame"]', '[]');
    expect(await receiveReport(context, kiosk.sealBytes(Buffer.from(payload)))).toMatchObject({
      code: 'invalid-message',
    });
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['invalid-message']);
  });
});

describe('forged grants counted by a lane', () => {
  it('raise an alarm for each increase, and again after a restart of the lane', async () => {
    const { context, kiosk, clock, alarms } = await bench();
    const hear = async (over: object) => {
      clock.turn(5_000);
      await receiveStatus(context, kiosk.status({ at: clock.wallMs(), ...over }));
      return (await alarms()).map(({ kind, count }) => [kind, count]);
    };
    expect(await hear({ counter: 1 })).toEqual([]);
    expect(await hear({ counter: 2, forgedGrants: 2 })).toEqual([['grant-forged', 1]]);
    expect(await hear({ counter: 3, forgedGrants: 2 })).toEqual([['grant-forged', 1]]);
    expect(await hear({ counter: 4, forgedGrants: 3 })).toEqual([['grant-forged', 2]]);
    expect(await hear({ counter: 1, bootId: 'f'.repeat(32), forgedGrants: 1 })).toEqual([['grant-forged', 3]]);
  });
});
