import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_POLICY, type Policy } from '../../../kiosk/decision/policy.ts';
import { registrationPseudonym } from '../../../kiosk/document/registration-pseudonym.ts';
import type { KioskEvent } from '../../../kiosk/events.ts';
import { createFaceReference } from '../../../kiosk/lane/face-reference.ts';
import type { FaceRegistrations } from '../../../kiosk/registration/face-registrations.ts';
import { type HolderToken, newHolderToken, writeHolderToken } from '../../../kiosk/registration/holder-token.ts';
import type { RecordInTransit } from '../../../kiosk/registration/protected-record.ts';
import { KeyError } from '../../../kiosk/vault/keys/key-error.ts';
import type { SealedCapture } from '../../../kiosk/vault/vault.ts';

const PSEUDONYM = registrationPseudonym(new Uint8Array(32), 'UTO', new Uint8Array(9));
const PORTRAIT = {} as SealedCapture;
const RECORD = {} as RecordInTransit;
const TOKEN = newHolderToken('0'.repeat(32));

type Missing = 'none' | 'needs-token' | 'unusable';

/** A lane whose registrations answer so; says what the analysis thread was given. */
function laneWith(registered: 'record' | Missing | Error, policy: Partial<Policy> = {}, opens = true) {
  const taken: string[] = [];
  const events: KioskEvent[] = [];
  const shown: (HolderToken | undefined)[] = [];
  const lend: FaceRegistrations['lend'] = async (_pseudonym, token, use) => {
    shown.push(token && { ...token, key: token.key.slice() });
    if (registered instanceof Error) throw registered;
    return registered === 'record' ? { kind: 'lent', result: await use(RECORD) } : { kind: registered };
  };
  const reference = createFaceReference({
    policy: { ...DEVELOPMENT_POLICY, faceReference: 'registered-first', ...policy },
    analysis: {
      setReference: async () => taken.push('portrait') > 0,
      setRecord: async () => taken.push('record') > 0 && opens,
    },
    faceRegistrations: { lend },
    log: (event) => void events.push(event),
  });
  return { reference, taken, events, shown };
}

const SOURCES = { portrait: PORTRAIT, pseudonym: PSEUDONYM };

describe('whom a face is compared with', () => {
  it('is the registered record where there is one, and then not the portrait as well', async () => {
    const { reference, taken } = laneWith('record');
    expect(await reference.take(SOURCES)).toBe(true);
    expect(taken).toEqual(['record']);
  });

  it('is the record also where the portrait cannot be read', async () => {
    expect(await laneWith('record').reference.take({ ...SOURCES, portrait: undefined })).toBe(true);
    expect(await laneWith('none').reference.take({ ...SOURCES, portrait: undefined })).toBe(false);
  });

  it.each(['none', 'needs-token', 'unusable'] as const)('is the portrait where the record is %s', async (missing) => {
    const { reference, taken, events } = laneWith(missing);
    expect(await reference.take(SOURCES)).toBe(true);
    expect(taken).toEqual(['portrait']);
    expect(events).toEqual(missing === 'unusable' ? [{ event: 'registration-unusable' }] : []);
  });

  it('is the portrait where the record does not open in the thread', async () => {
    const { reference, taken, events } = laneWith('record', {}, false);
    expect(await reference.take(SOURCES)).toBe(true);
    expect(taken).toEqual(['record', 'portrait']);
    expect(events).toEqual([{ event: 'registration-unusable' }]);
  });

  it('is the portrait where the secure element is away; another failure is not hidden', async () => {
    const { reference, taken } = laneWith(new KeyError('unavailable', 'away'));
    expect(await reference.take(SOURCES)).toBe(true);
    expect(taken).toEqual(['portrait']);
    await expect(laneWith(new TypeError('a bug')).reference.take(SOURCES)).rejects.toThrow('a bug');
  });

  it('is the portrait under a policy that looks for no record, and without a pseudonym', async () => {
    const strict = laneWith('record', { faceReference: 'document' });
    await strict.reference.take(SOURCES);
    const unread = laneWith('record');
    await unread.reference.take({ ...SOURCES, pseudonym: undefined });
    expect([strict.taken, unread.taken]).toEqual([['portrait'], ['portrait']]);
    expect([...strict.shown, ...unread.shown]).toEqual([]);
  });
});

describe('a token', () => {
  it('goes with the traveller who shows it', async () => {
    const { reference, shown } = laneWith('record');
    expect(reference.showToken(writeHolderToken(TOKEN))).toBe(true);
    await reference.take(SOURCES);
    expect(shown[0]?.recordId).toBe(TOKEN.recordId);
    expect(Array.from(shown[0]?.key ?? [])).toEqual(Array.from(TOKEN.key));
  });

  it('is gone with them', async () => {
    const { reference, shown } = laneWith('needs-token');
    reference.showToken(writeHolderToken(TOKEN));
    reference.forget();
    await reference.take(SOURCES);
    expect(shown).toEqual([undefined]);
  });

  it('that is none changes nothing', async () => {
    const { reference, shown } = laneWith('record');
    reference.showToken(writeHolderToken(TOKEN));
    expect(reference.showToken('PT1:nonsense')).toBe(false);
    await reference.take(SOURCES);
    expect(shown[0]?.recordId).toBe(TOKEN.recordId);
  });
});
