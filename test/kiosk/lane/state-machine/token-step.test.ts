import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../../../hardware/device/device.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { TokenReader, TokenReading } from '../../../../hardware/token-reader/token-reader.ts';
import type { DocumentHandle } from '../../../../kiosk/rules/document/handle.ts';
import { registrationPseudonym } from '../../../../kiosk/rules/document/registration-pseudonym.ts';
import type { TokenOffered } from '../../../../kiosk/platform/base/vocabulary.ts';
import {
  canAskForToken,
  readToken,
  TOKENS_PER_DOCUMENT_PER_DAY,
} from '../../../../kiosk/lane/state-machine/token-step.ts';
import { StoreError } from '../../../../kiosk/platform/database/store-error.ts';

const PSEUDONYM = registrationPseudonym(new Uint8Array(32), 'UTO', new Uint8Array(9));
const HANDLE: DocumentHandle = { epoch: '2026-01-01', handle: 'a'.repeat(64) };
const SOURCES = { pseudonym: PSEUDONYM, handle: HANDLE };
const never = new AbortController().signal;

function stepWith(
  reads: TokenReading['kind'] | Error,
  offered: TokenOffered = 'fits',
  { awaits = true, status = 'ready' }: { awaits?: boolean; status?: DeviceStatus['kind'] } = {},
) {
  const text = new Uint8Array(128).fill(0x41);
  const counted: number[] = [];
  const offers: string[] = [];
  const options = {
    tokenReader: {
      status: () => ({ kind: status }) as DeviceStatus,
      async read(): Promise<TokenReading> {
        if (reads instanceof Error) throw reads;
        return reads === 'read' ? { kind: reads, text } : { kind: reads };
      },
    } as unknown as TokenReader,
    faceReference: {
      awaitsToken: async () => awaits,
      async offer(_pseudonym: unknown, shown: Uint8Array) {
        offers.push(Buffer.from(shown).toString('latin1').slice(0, 4));
        return offered;
      },
    },
    tries: {
      today: async () => counted.length,
      add: async () => void counted.push(1),
    },
  };
  return { options, text, counted, offers };
}

describe('one wait for a token', () => {
  it.each(['fits', 'refused', 'unreadable', 'unavailable'] as const)('ends with its result: %s', async (offered) => {
    const { options, text, counted, offers } = stepWith('read', offered);
    expect(await readToken(options, SOURCES, never)).toBe(offered);
    expect([offers, counted]).toEqual([['AAAA'], [1]]);
    expect(text.every((byte) => byte === 0)).toBe(true);
  });

  it('counts no try for a text that is not a token', async () => {
    for (const [kind, found] of [
      ['nothing', 'not-shown'],
      ['unreadable', 'unreadable'],
    ] as const) {
      const { options, counted } = stepWith(kind);
      expect(await readToken(options, SOURCES, never)).toBe(found);
      expect(counted).toEqual([]);
    }
  });

  it.each(['disconnected', 'timed-out', 'corrupt'] as const)('continues without a reader that is %s', async (code) => {
    const { options } = stepWith(new DeviceError('token-reader', code, 'gone'));
    expect(await readToken(options, SOURCES, never)).toBe('unavailable');
  });

  it('ends with its signal, and a late token is wiped and not tried', async () => {
    const gone = stepWith(new DeviceError('token-reader', 'aborted', 'cancelled'));
    await expect(readToken(gone.options, SOURCES, AbortSignal.abort())).rejects.toThrow('cancelled');
    const late = stepWith('read');
    await expect(readToken(late.options, SOURCES, AbortSignal.abort())).rejects.toThrow();
    expect(late.offers).toEqual([]);
    expect(late.text.every((byte) => byte === 0)).toBe(true);
  });

  it('tries no more tokens with a record than the daily limit', async () => {
    const { options, offers, counted, text } = stepWith('read', 'refused');
    for (let index = 0; index < TOKENS_PER_DOCUMENT_PER_DAY; index++) await readToken(options, SOURCES, never);
    text.fill(0x41);
    expect(await readToken(options, SOURCES, never)).toBe('refused');
    expect(offers).toHaveLength(TOKENS_PER_DOCUMENT_PER_DAY);
    expect(counted).toHaveLength(TOKENS_PER_DOCUMENT_PER_DAY);
    expect(text.every((byte) => byte === 0)).toBe(true);
    expect(await canAskForToken(options, SOURCES)).toBe(false);
  });

  it('tries no token that cannot be counted', async () => {
    const { options, text, offers } = stepWith('read');
    const tries = { ...options.tries, add: () => Promise.reject(new StoreError('the disk is full')) };
    await expect(readToken({ ...options, tries }, SOURCES, never)).rejects.toThrow(StoreError);
    expect(offers).toEqual([]);
    expect(text.every((byte) => byte === 0)).toBe(true);
  });
});

describe('a traveller is asked for a token only', () => {
  it('if the record needs it, at a lane with a reader', async () => {
    const can = (world: ReturnType<typeof stepWith>, sources: Parameters<typeof canAskForToken>[1] = SOURCES) =>
      canAskForToken(world.options, sources);
    expect(await can(stepWith('read'))).toBe(true);
    expect(await can(stepWith('read', 'fits', { status: 'faulted' }))).toBe(true);
    expect(await can(stepWith('read', 'fits', { awaits: false }))).toBe(false);
    expect(await can(stepWith('read', 'fits', { status: 'disconnected' }))).toBe(false);
    expect(await can(stepWith('read'), { ...SOURCES, pseudonym: undefined })).toBe(false);
    const without = { ...stepWith('read').options, tokenReader: undefined };
    expect(await canAskForToken(without, SOURCES)).toBe(false);
    expect(await readToken(without, SOURCES, never)).toBe('unavailable');
  });
});
