/** Grants that release nothing, each refused with its reason. */
import { describe, expect, test } from 'vitest';
import type { KioskId, OfficerId, TransactionId } from '../../../../server/contract/field.ts';
import type { GrantRefusal } from '../../../../server/contract/evidence-vocabulary.ts';
import { withAssertion } from '../../../../server/contract/server-message.ts';
import {
  asserted,
  assertOver,
  CONSOLE_ORIGIN,
  keysInForce,
  listed,
  passkeyOf,
} from '../../../support/officer-passkeys.ts';
import { NO_KEY, signRevocations } from '../../../support/signed-grants.ts';
import { SoftAuthenticator } from '../../../server/people/people/fixtures/soft-authenticator.ts';
import { evidenceLane, HOUR_MS, whyOf } from './evidence-lane.ts';

describe('a grant of this server is refused', () => {
  const OTHER = 'officer-8';
  test.each<[string, GrantRefusal, (lane: Awaited<ReturnType<typeof evidenceLane>>) => Uint8Array]>([
    ['without an assertion', 'assertion-missing', (lane) => lane.grant().unasserted],
    [
      'while the lane has no list of officers’ keys',
      'officer-keys-missing',
      (lane) => {
        lane.believe(undefined);
        return lane.grant().wire;
      },
    ],
    [
      'signed with a passkey that is not in the list',
      'officer-key-unknown',
      (lane) => asserted('grant', lane.grant().unasserted, new SoftAuthenticator(CONSOLE_ORIGIN)),
    ],
    [
      'signed by another officer of the list',
      'officer-key-of-another',
      (lane) => asserted('grant', lane.grant().unasserted, passkeyOf(OTHER)),
    ],
    [
      'for a role that its officer does not have in the list',
      'officer-key-of-another',
      (lane) => {
        const roles = [{ role: 'supervisor', validFrom: 0, validUntil: 1 + lane.clock.wallMs() }] as const;
        const nowMs = lane.clock.wallMs();
        lane.believe(keysInForce(nowMs, listed(passkeyOf('officer-7'), 'officer-7', { roles: [...roles] })));
        return lane.grant().wire;
      },
    ],
    [
      'after the end of its officer’s role in the list',
      'officer-key-unknown',
      (lane) => {
        const nowMs = lane.clock.wallMs();
        const roles = [{ role: 'officer', validFrom: 0, validUntil: nowMs }] as const;
        lane.believe(keysInForce(nowMs, listed(passkeyOf('officer-7'), 'officer-7', { roles: [...roles] })));
        return lane.grant().wire;
      },
    ],
    [
      'with the assertion over another grant',
      'assertion-of-another-request',
      (lane) => withAssertion(lane.grant().unasserted, assertOver('grant', 'a'.repeat(64), passkeyOf('officer-7'))),
    ],
    [
      'with an assertion over an order of the same digest',
      'assertion-of-another-request',
      (lane) => asserted('order', lane.grant().unasserted, passkeyOf('officer-7')),
    ],
    [
      'with an assertion made on another site',
      'assertion-of-another-site',
      (lane) => asserted('grant', lane.grant().unasserted, passkeyOf('officer-7'), { origin: 'https://evil.example' }),
    ],
    [
      'with an assertion without user verification',
      'user-not-verified',
      (lane) => asserted('grant', lane.grant().unasserted, passkeyOf('officer-7'), { unverified: true }),
    ],
    [
      'with the signature of another key',
      'assertion-forged',
      (lane) => asserted('grant', lane.grant().unasserted, passkeyOf('officer-7'), { forged: true }),
    ],
    [
      'with additional authenticator data',
      'assertion-malformed',
      (lane) => asserted('grant', lane.grant().unasserted, passkeyOf('officer-7'), { extensions: new Uint8Array(3) }),
    ],
  ])('%s: %s', async (_name, why, make) => {
    passkeyOf('officer-7');
    passkeyOf(OTHER);
    const lane = await evidenceLane();
    await lane.refer();
    expect(whyOf(await lane.releaser.release(make(lane)))).toBe(why);
    expect((await lane.viewings()).map(({ released, refusal }) => [released, refusal])).toEqual([[[], why]]);
    expect(lane.releaser.forged()).toBe(0);
    await lane.close();
  });
  test('whose assertion is not base64url: malformed-grant', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    const wire = JSON.parse(Buffer.from(lane.grant().wire).toString()) as { assertion: object };
    for (const assertion of [{}, 'none', { ...wire.assertion, signature: '!' }, { ...wire.assertion, more: 1 }]) {
      const bytes = Buffer.from(JSON.stringify({ ...wire, assertion }));
      expect(whyOf(await lane.releaser.release(bytes))).toBe('malformed-grant');
    }
    expect(lane.releaser.forged()).toBe(4);
    await lane.close();
  });
  test('when it is signed by a passkey whose counter decreased, also after a restart: officer-key-cloned', async () => {
    const counting = new SoftAuthenticator(CONSOLE_ORIGIN);
    const lane = await evidenceLane();
    const key = listed(counting, 'officer-7', {}, lane.clock.wallMs() - 86_400_000);
    lane.believe(keysInForce(lane.clock.wallMs(), key));
    await lane.refer();
    const sign = (counter: number) => {
      counting.counter = counter - 1;
      return asserted('grant', lane.grant().unasserted, counting);
    };
    expect(whyOf(await lane.releaser.release(sign(5)))).toBe('released');
    expect(whyOf(await lane.releaser.release(sign(5)))).toBe('officer-key-cloned');
    expect(whyOf(await lane.releaser.release(sign(4)))).toBe('officer-key-cloned');
    const both = await Promise.all([lane.releaser.release(sign(6)), lane.releaser.release(sign(6))]);
    expect(both.map(whyOf).toSorted()).toEqual(['officer-key-cloned', 'released']);
    await lane.close();
    const again = await evidenceLane(lane.folder, lane.clock);
    again.believe(keysInForce(lane.clock.wallMs(), key));
    expect(whyOf(await again.releaser.release(sign(6)))).toBe('officer-key-cloned');
    counting.counter = -1;
    expect(whyOf(await again.releaser.release(asserted('grant', lane.grant().unasserted, counting)))).toBe(
      'officer-key-cloned',
    );
    expect(whyOf(await again.releaser.release(sign(7)))).toBe('released');
    await again.close();
  });
});

describe('a grant is refused with its reason, and releases nothing', () => {
  const SECOND = 1_000;
  test.each<[string, string, (lane: Awaited<ReturnType<typeof evidenceLane>>) => Uint8Array | Promise<Uint8Array>]>([
    ['of another server', 'forged-grant', (lane) => lane.grant({}, new Uint8Array(32).fill(5)).wire],
    [
      'with one bit changed',
      'forged-grant',
      (lane) => {
        const { payload, signature } = JSON.parse(Buffer.from(lane.grant().wire).toString()) as Record<string, string>;
        const bytes = Buffer.from(payload ?? '', 'base64url');
        const at = bytes.indexOf('identity-check');
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        return Buffer.from(JSON.stringify({ payload: bytes.toString('base64url'), signature }));
      },
    ],
    ['that is not a message', 'malformed-grant', () => Buffer.from('{}')],
    ['signed for another purpose', 'forged-grant', (lane) => signRevocations({ issuedAt: lane.clock.wallMs() })],
    ['for another lane', 'other-lane', (lane) => lane.grant({ kioskId: 'lane-2' as KioskId }).wire],
    ['from the future', 'not-yet-valid', (lane) => lane.grant({ notBefore: lane.clock.wallMs() + 6 * SECOND }).wire],
    ['that has expired', 'expired', (lane) => lane.grant({ notBefore: lane.clock.wallMs() - 125 * SECOND }).wire],
    [
      'of a role that the retention policy does not permit',
      'role-not-entitled',
      (lane) => lane.grant({ role: 'supervisor' }).wire,
    ],
    ['of lapsed training', 'training-lapsed', (lane) => lane.grant({ trainingValidUntil: lane.clock.wallMs() }).wire],
    [
      'of a revoked officer',
      'officer-revoked',
      (lane) => {
        lane.hear({ officers: ['officer-7' as OfficerId] });
        return lane.grant().wire;
      },
    ],
    [
      'without a list of revoked officers',
      'revocations-unknown',
      (lane) => {
        lane.unhear();
        return lane.grant().wire;
      },
    ],
    [
      'with a list of revoked officers that is too old',
      'revocations-unknown',
      async (lane) => {
        await lane.clock.advance(61 * SECOND);
        return lane.grant().wire;
      },
    ],
    [
      "when the lane's clock was set back: the list comes from its future",
      'revocations-unknown',
      (lane) => {
        lane.clock.jumpWall(-61 * SECOND);
        return lane.grant().wire;
      },
    ],
    [
      'of a traveller without stored captures',
      'no-longer-kept',
      (lane) => lane.grant({ transactionId: '2'.repeat(32) as TransactionId }).wire,
    ],
    [
      'after the limit, whether erased or not',
      'no-longer-kept',
      async (lane) => {
        await lane.clock.advance(HOUR_MS);
        lane.hear();
        return lane.grant().wire;
      },
    ],
    [
      'after erasure',
      'no-longer-kept',
      async (lane) => {
        await lane.clock.advance(HOUR_MS);
        await lane.vault.eraseDue('referred');
        lane.hear();
        return lane.grant().wire;
      },
    ],
    ['with an invalid key', 'unusable-key', (lane) => lane.grant({ publicKey: NO_KEY }).wire],
    [
      'while the secure element is unavailable',
      'keys-away',
      (lane) => {
        lane.secureElement.lost = true;
        return lane.grant().wire;
      },
    ],
  ])('%s: %s', async (_name, why, make) => {
    const lane = await evidenceLane();
    await lane.refer();
    const wire = await make(lane);
    expect(whyOf(await lane.releaser.release(wire))).toBe(why);
    const isStrangers = why === 'forged-grant' || why === 'malformed-grant';
    expect(lane.releaser.forged()).toBe(isStrangers ? 1 : 0);
    expect((await lane.viewings()).map(({ released, refusal }) => [released, refusal])).toEqual(
      isStrangers ? [] : [[[], why]],
    );
    expect(lane.log).toContainEqual({ event: 'evidence-refused', why });
    lane.secureElement.lost = false;
    await lane.close();
  });
  test('when it is used a second time: replayed, also at the same moment and after a restart', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    const { wire } = lane.grant();
    const both = await Promise.all([lane.releaser.release(wire), lane.releaser.release(wire)]);
    expect(both.map(whyOf).sort()).toEqual(['released', 'replayed']);
    await lane.close();
    const again = await evidenceLane(lane.folder, lane.clock);
    expect(whyOf(await again.releaser.release(wire))).toBe('replayed');
    await again.close();
  });
  test('when one officer sends too many, also after a restart; other officers are served', async () => {
    const lane = await evidenceLane();
    const other = '2'.repeat(32) as TransactionId;
    await lane.refer();
    await lane.refer(other);
    for (let count = 0; count < 20; count += 1) {
      const { wire } = lane.grant(count % 2 === 0 ? {} : { transactionId: other });
      expect(whyOf(await lane.releaser.release(wire))).toBe('released');
    }
    expect(whyOf(await lane.releaser.release(lane.grant().wire))).toBe('too-many-viewings');
    expect(whyOf(await lane.releaser.release(lane.grant({ officer: 'officer-8' as OfficerId }).wire))).toBe('released');
    await lane.close();
    const again = await evidenceLane(lane.folder, lane.clock);
    expect(whyOf(await again.releaser.release(again.grant().wire))).toBe('too-many-viewings');
    await again.clock.advance(600_001);
    again.hear();
    await again.refer('3'.repeat(32) as TransactionId);
    expect(
      whyOf(await again.releaser.release(again.grant({ transactionId: '3'.repeat(32) as TransactionId }).wire)),
    ).toBe('released');
    await again.close();
  });
  test('when all officers together send too many for one traveller, also after a restart; other travellers are served', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    for (let count = 0; count < 12; count += 1) {
      const { wire } = lane.grant({ officer: `officer-${count}` as OfficerId });
      expect(whyOf(await lane.releaser.release(wire))).toBe('released');
    }
    const more = lane.grant({ officer: 'officer-12' as OfficerId });
    expect(whyOf(await lane.releaser.release(more.wire))).toBe('too-many-viewings-of-traveller');
    await lane.close();
    const again = await evidenceLane(lane.folder, lane.clock);
    const last = again.grant({ officer: 'officer-13' as OfficerId });
    expect(whyOf(await again.releaser.release(last.wire))).toBe('too-many-viewings-of-traveller');
    const other = '2'.repeat(32) as TransactionId;
    await again.refer(other);
    const { wire } = again.grant({ officer: 'officer-13' as OfficerId, transactionId: other });
    expect(whyOf(await again.releaser.release(wire))).toBe('released');
    await again.close();
  });
  test('when it is old, and repetitions do not fill the chain', async () => {
    const lane = await evidenceLane();
    await lane.refer();
    const { wire } = lane.grant({ notBefore: lane.clock.wallMs() - 200_000 });
    for (let count = 0; count < 60; count += 1) expect(whyOf(await lane.releaser.release(wire))).toBe('expired');
    expect(await lane.viewings()).toHaveLength(20);
    await lane.clock.advance(60_000);
    await lane.releaser.release(wire);
    expect(await lane.viewings()).toHaveLength(21);
    await lane.close();
  });
});
