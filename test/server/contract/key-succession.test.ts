import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  believedKeys,
  followSuccessions,
  keysBefore,
  keySuccessionSchema,
  LONGEST_OVERLAP_MS,
  type SignedSuccession,
  SUCCESSION_LIFETIME_MS,
  SUCCESSION_NOTICE_MS,
} from '../../../server/contract/key-succession.ts';
import { ANNOUNCED_AT, keyOf, succession, successions } from '../../support/signed-successions.ts';

const NOW = ANNOUNCED_AT + 10 * SUCCESSION_NOTICE_MS;
const ROOT = keyOf(1);

function follow(wires: readonly unknown[], { root = ROOT, now = NOW } = {}) {
  const { chain, refusals } = followSuccessions(root, [], wires, now);
  return { keys: believedKeys(root, chain).map(({ publicKey }) => bytesToHex(publicKey)), refusals, chain };
}

const hex = (...keys: number[]) => keys.map((at) => bytesToHex(keyOf(at)));

describe('succession of the server key', () => {
  it('is followed from the key of the enrolment, over several statements at once, in any order', () => {
    const [one, two, three] = successions(3);
    expect(follow([one]).keys).toEqual(hex(1, 2));
    expect(follow([three, one, two])).toMatchObject({ keys: hex(1, 2, 3, 4), refusals: [] });
    expect(follow([one, two, three], { root: keyOf(3) })).toMatchObject({ keys: hex(3, 4), refusals: [] });
  });

  it('continues from earlier statements, whose keys are accepted until their overlap ends', () => {
    const [one, two] = successions(2);
    const before = follow([one]).chain;
    const { chain } = followSuccessions(ROOT, before, [one, two], NOW);
    expect(believedKeys(ROOT, chain).map(({ until }) => until)).toEqual([
      chain[0]?.statement.currentUntil,
      chain[1]?.statement.currentUntil,
      Infinity,
    ]);
  });

  it('is not followed at a fork', () => {
    const [one, two] = successions(2);
    const other = succession(1, { to: 9 });
    expect(follow([one, other])).toMatchObject({ keys: hex(1), refusals: ['forked'] });
    const { chain } = follow([one, two]);
    const again = followSuccessions(ROOT, chain, [other], NOW);
    expect([again.chain, again.refusals]).toEqual([chain, ['forked']]);
  });

  it.each<[string, () => unknown, string[]]>([
    ['signed by an unknown key', () => succession(1, { by: 7 }), ['bad-signature']],
    ['not countersigned by the key that it names', () => succession(1, { proofBy: 7 }), ['bad-signature']],
    ['signed for another purpose', () => ({ ...succession(1), signature: succession(1).proof }), ['bad-signature']],
    ['altered', () => withPayload(succession(1), 'overlap'), ['bad-signature']],
    ['of another server', () => succession(5), []],
    ['that skips a number', () => successions(3)[1], []],
    ['announced in the future', () => succession(1, { differences: later(20) }), ['not-yet']],
    ['that is not an object', () => 'statement', ['malformed']],
    ['that is null', () => null, ['malformed']],
    ['without its proof', () => ({ ...succession(1), proof: undefined }), ['malformed']],
    ['with an additional field', () => ({ ...succession(1), more: 1 }), ['malformed']],
    ['that is oversized', () => ({ ...succession(1), payload: 'a'.repeat(2_000) }), ['malformed']],
    ['whose payload is not canonical', () => withPayload(succession(1), 'space'), ['malformed']],
  ])('refuses a statement %s', (_name, statement, refusals) => {
    expect(follow([statement()])).toMatchObject({ keys: hex(1), refusals });
  });

  it('refuses an expired statement, but keeps one followed before', () => {
    const [one] = successions(1);
    const over = ANNOUNCED_AT + 2 * SUCCESSION_NOTICE_MS + SUCCESSION_LIFETIME_MS;
    expect(follow([one], { now: over })).toMatchObject({ keys: hex(1, 2) });
    expect(follow([one], { now: over + 1 })).toMatchObject({ keys: hex(1), refusals: ['expired'] });
    expect(followSuccessions(ROOT, [], [one], undefined).chain).toHaveLength(1);
  });

  it('never leads to an earlier key, nor in a circle', () => {
    const [one] = successions(1);
    const back = succession(2, { to: 1, previous: one! });
    expect(follow([one, back])).toMatchObject({ keys: hex(1, 2), refusals: ['unacceptable-key'] });
  });

  it.each([
    ['another number', { number: 3 }],
    ['another predecessor', { previous: 'f'.repeat(64) }],
    ['a time before its predecessor was in force', earlier()],
  ])('refuses a statement with %s', (_name, differences) => {
    const [one] = successions(1);
    const wrong = succession(2, { previous: one!, differences });
    expect(follow([one, wrong])).toMatchObject({ keys: hex(1, 2), refusals: ['out-of-order'] });
  });

  it('has a notice of a day, a bounded overlap and a bounded lifetime', () => {
    const payload = JSON.parse(Buffer.from(succession(1).payload, 'base64url').toString()) as Record<string, number>;
    const faults = (differences: object) =>
      keySuccessionSchema.safeParse({ ...payload, ...differences }).error?.issues.map(({ path }) => path.join()) ?? [];
    expect(faults({})).toEqual([]);
    expect(faults({ nextFrom: payload['announcedAt']! + 1 })).toContain('nextFrom');
    const tooLong = payload['nextFrom']! + LONGEST_OVERLAP_MS + 1;
    expect(faults({ currentUntil: tooLong, followUntil: tooLong })).toEqual(['currentUntil']);
    expect(faults({ followUntil: payload['announcedAt']! + SUCCESSION_LIFETIME_MS + 1 })).toEqual(['followUntil']);
    expect(faults({ next: payload['current'] })).toEqual(['next']);
    expect(faults({ previous: 'f'.repeat(64) })).toEqual(['previous']);
  });

  it('ignores other input, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (wires) => {
        expect(follow(wires).keys).toEqual(hex(1));
      }),
      { numRuns: 200 },
    );
  });
});

describe('predecessors of the last key', () => {
  it('are found by their successors’ countersignatures, among any other statements', () => {
    const all = successions(3);
    const strangers = [succession(2, { proofBy: 7 }), succession(6, { to: 4, by: 7 })];
    expect(keysBefore(keyOf(4), [...strangers, ...all]).map(bytesToHex)).toEqual(hex(4, 3, 2, 1));
    expect(keysBefore(keyOf(4), [all[0]!, all[1]!]).map(bytesToHex)).toEqual(hex(4));
    expect(keysBefore(keyOf(9), all).map(bytesToHex)).toEqual(hex(9));
  });
});

function later(notices: number): object {
  const announcedAt = NOW + notices * SUCCESSION_NOTICE_MS;
  const nextFrom = announcedAt + SUCCESSION_NOTICE_MS;
  return { announcedAt, nextFrom, currentUntil: nextFrom, followUntil: nextFrom };
}

function earlier(): object {
  const nextFrom = ANNOUNCED_AT + SUCCESSION_NOTICE_MS;
  return {
    announcedAt: ANNOUNCED_AT,
    nextFrom,
    currentUntil: nextFrom,
    followUntil: nextFrom + 30 * SUCCESSION_NOTICE_MS,
  };
}

function withPayload(signed: SignedSuccession, change: 'overlap' | 'space'): SignedSuccession {
  const text = Buffer.from(signed.payload, 'base64url').toString();
  const payload = JSON.parse(text) as { currentUntil: number };
  const changed =
    change === 'space' ? `${text} ` : text.replace(String(payload.currentUntil), String(payload.currentUntil - 1));
  return { ...signed, payload: Buffer.from(changed).toString('base64url') };
}
