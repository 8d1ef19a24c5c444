import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_POLICY, type Policy } from '../../../../kiosk/rules/decision/policy.ts';
import { registrationPseudonym } from '../../../../kiosk/rules/document/registration-pseudonym.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { createFaceReference } from '../../../../kiosk/lane/state-machine/face-reference.ts';
import type { Custody, FaceRegistrations } from '../../../../kiosk/lists/registration/face-registrations.ts';
import {
  type HolderToken,
  newHolderToken,
  writeHolderToken,
} from '../../../../kiosk/lists/registration/holder-token.ts';
import type { RecordInTransit } from '../../../../kiosk/lists/registration/protected-record.ts';
import { KeyError } from '../../../../kiosk/vault/captures/keys/key-error.ts';
import type { SealedCapture } from '../../../../kiosk/vault/captures/vault.ts';

const PSEUDONYM = registrationPseudonym(new Uint8Array(32), 'UTO', new Uint8Array(9));
const PORTRAIT = {} as SealedCapture;
const RECORD = {} as RecordInTransit;
const TOKEN = newHolderToken('0'.repeat(32));

type Missing = 'none' | 'needs-token' | 'unusable';

/** A lane with the given registrations; records the input of the analysis thread. */
function laneWith(
  registered: 'record' | Missing | Error,
  policy: Partial<Policy> = {},
  opens = true,
  custody: Custody | undefined = 'holder',
) {
  const taken: string[] = [];
  const events: KioskEvent[] = [];
  /** The tokens at the time of the call, and their current state. */
  const shown: (HolderToken | undefined)[] = [];
  const given: HolderToken[] = [];
  const lend: FaceRegistrations['lend'] = async (_pseudonym, token, use) => {
    shown.push(token && { ...token, key: token.key.slice() });
    if (token !== undefined) given.push(token);
    if (registered instanceof Error) throw registered;
    return registered === 'record' ? { kind: 'lent', result: await use(RECORD) } : { kind: registered };
  };
  const reference = createFaceReference({
    policy: () => ({ ...DEVELOPMENT_POLICY, faceReference: 'registered-first', ...policy }),
    analysis: {
      setReference: async () => taken.push('portrait') > 0,
      setRecord: async () => taken.push('record') > 0 && opens,
    },
    faceRegistrations: { lend, custody: async () => custody },
    log: (event) => void events.push(event),
  });
  return { reference, taken, events, shown, given };
}

const SOURCES = { portrait: PORTRAIT, pseudonym: PSEUDONYM };

describe('the reference of a face comparison', () => {
  it('is the registered record if there is one, and then not the portrait', async () => {
    const { reference, taken } = laneWith('record');
    expect(await reference.take(SOURCES)).toBe('registered');
    expect(taken).toEqual(['record']);
  });

  it('is the record also when the portrait cannot be read', async () => {
    expect(await laneWith('record').reference.take({ ...SOURCES, portrait: undefined })).toBe('registered');
    expect(await laneWith('none').reference.take({ ...SOURCES, portrait: undefined })).toBeUndefined();
  });

  it.each(['none', 'needs-token', 'unusable'] as const)('is the portrait when the record is %s', async (missing) => {
    const { reference, taken, events } = laneWith(missing);
    expect(await reference.take(SOURCES)).toBe('document');
    expect(taken).toEqual(['portrait']);
    expect(events).toEqual(missing === 'unusable' ? [{ event: 'registration-unusable' }] : []);
  });

  it('is the portrait when the record does not open in the thread', async () => {
    const { reference, taken, events } = laneWith('record', {}, false);
    expect(await reference.take(SOURCES)).toBe('document');
    expect(taken).toEqual(['record', 'portrait']);
    expect(events).toEqual([{ event: 'registration-unusable' }]);
  });

  it('is the portrait when the secure element is unavailable; another failure is not hidden', async () => {
    const { reference, taken } = laneWith(new KeyError('unavailable', 'away'));
    expect(await reference.take(SOURCES)).toBe('document');
    expect(taken).toEqual(['portrait']);
    await expect(laneWith(new TypeError('a bug')).reference.take(SOURCES)).rejects.toThrow('a bug');
  });

  it('is the portrait under a policy without records, and without a pseudonym', async () => {
    const strict = laneWith('record', { faceReference: 'document' });
    await strict.reference.take(SOURCES);
    const unread = laneWith('record');
    await unread.reference.take({ ...SOURCES, pseudonym: undefined });
    expect([strict.taken, unread.taken]).toEqual([['portrait'], ['portrait']]);
    expect([...strict.shown, ...unread.shown]).toEqual([]);
  });
});

describe('a token for a registered face', () => {
  const text = () => Uint8Array.from(Buffer.from(writeHolderToken(TOKEN), 'ascii'));
  const never = new AbortController().signal;

  it('is used for its traveller, and the reference states it', async () => {
    const { reference, shown, taken } = laneWith('record');
    expect(await reference.offer(PSEUDONYM, text(), never)).toBe('fits');
    expect(await reference.take(SOURCES)).toBe('holder-carried');
    expect(taken).toEqual(['record']);
    for (const token of shown) {
      expect(token?.recordId).toBe(TOKEN.recordId);
      expect(Array.from(token?.key ?? [])).toEqual(Array.from(TOKEN.key));
    }
    expect(shown).toHaveLength(2);
  });

  it('is wiped when the traveller is forgotten', async () => {
    const { reference, shown, given } = laneWith('record');
    await reference.offer(PSEUDONYM, text(), never);
    reference.forget();
    await reference.take(SOURCES);
    expect(shown.at(-1)).toBeUndefined();
    expect(given[0]?.key.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['another’s, or an old one', laneWith('needs-token'), 'refused'],
    ['for a document without a registration', laneWith('none'), 'refused'],
    ['for a record that the lane itself opens', laneWith('record', {}, true, 'lane'), 'refused'],
    ['while the secure element is unavailable', laneWith(new KeyError('unavailable', 'away')), 'unavailable'],
  ] as const)('that is %s is wiped, and changes nothing', async (_what, { reference, given, shown }, found) => {
    expect(await reference.offer(PSEUDONYM, text(), never)).toBe(found);
    for (const token of given) expect(token.key.every((byte) => byte === 0)).toBe(true);
    await reference.take(SOURCES).catch(() => undefined);
    expect(shown.at(-1)).toBeUndefined();
  });

  it('that is malformed is distinguished from one that does not fit, and keeps the previous one', async () => {
    const { reference, shown } = laneWith('record');
    await reference.offer(PSEUDONYM, text(), never);
    expect(await reference.offer(PSEUDONYM, Buffer.from('PT1:nonsense'), never)).toBe('unreadable');
    await reference.take(SOURCES);
    expect(shown.at(-1)?.recordId).toBe(TOKEN.recordId);
  });

  it('that fits after the end of its step is wiped', async () => {
    const { reference, given, shown } = laneWith('record');
    await reference.offer(PSEUDONYM, text(), AbortSignal.abort());
    expect(given[0]?.key.every((byte) => byte === 0)).toBe(true);
    await reference.take(SOURCES);
    expect(shown.at(-1)).toBeUndefined();
  });

  it('is awaited when there is a record that it opens, and the policy uses records', async () => {
    const awaits = (custody: Custody | undefined, faceReference: Policy['faceReference']) =>
      laneWith('record', { faceReference }, true, custody).reference.awaitsToken(PSEUDONYM);
    expect(await awaits('holder', 'registered-first')).toBe(true);
    expect(await awaits('holder', 'holder-carried-first')).toBe(true);
    expect(await awaits('holder', 'document')).toBe(false);
    expect(await awaits('lane', 'registered-first')).toBe(false);
  });
});

describe('a policy that uses only records of holders', () => {
  it('does not use the lane’s records', async () => {
    const { reference, taken } = laneWith('record', { faceReference: 'holder-carried-first' }, true, 'lane');
    expect(await reference.take(SOURCES)).toBe('document');
    expect(taken).toEqual(['portrait']);
  });

  it('uses a record whose token was shown', async () => {
    const { reference, taken } = laneWith('record', { faceReference: 'holder-carried-first' });
    const text = Buffer.from(writeHolderToken(TOKEN), 'ascii');
    await reference.offer(PSEUDONYM, text, new AbortController().signal);
    expect(await reference.take(SOURCES)).toBe('holder-carried');
    expect(taken).toEqual(['record']);
  });
});
