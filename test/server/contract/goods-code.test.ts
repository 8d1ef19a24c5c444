import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../server/contract/base32.ts';
import {
  GOODS_CODE_CHARACTERS,
  GOODS_CODE_VALID_MS,
  goodsCodeBytes,
  goodsCodeEnd,
  isGoodsCode,
  readGoodsCode,
} from '../../../server/contract/goods-code.ts';
import {
  goodsAnswerBytes,
  goodsAnswerSigningInput,
  openGoodsAnswer,
  signedGoodsAnswer,
} from '../../../server/contract/goods-question.ts';
import { charactersOf, CODE_SERVER, madeCode, madeGoodsCode } from './fixtures/made-code.ts';
import { KIOSK } from '../fixtures/sample-report.ts';

const NOW = Date.UTC(2026, 4, 4, 10, 20);
const HOUR_MS = 3_600_000;
const DECLARATION = '0123456789abcdef'.repeat(2);
const TERMS = { serverKeys: [CODE_SERVER.publicKey], nowMs: NOW };
const OTHER = ed25519.keygen(new Uint8Array(32).fill(8));

const outcome = (text: string, terms: Partial<typeof TERMS> = {}) => {
  const read = readGoodsCode(charactersOf(text), { ...TERMS, ...terms });
  return read.kind === 'valid' ? read.code : read.code;
};
const changed = (text: string, at: number) => {
  const bytes = decodeBase32(text.slice(4)) ?? new Uint8Array();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return `GC1:${encodeBase32(bytes)}`;
};

describe('a code of declared goods', () => {
  const text = madeGoodsCode({ declaration: DECLARATION, atMs: NOW });

  it('gives back number, channel and end, and nothing else', () => {
    expect(outcome(text)).toEqual({ declaration: DECLARATION, channel: 'green', endsAt: Date.UTC(2026, 4, 5, 11) });
    const other = madeGoodsCode({ declaration: DECLARATION, atMs: NOW, channel: 'other' });
    expect(outcome(other)).toMatchObject({ channel: 'other' });
    expect([text.length, other.length]).toEqual([GOODS_CODE_CHARACTERS, GOODS_CODE_CHARACTERS]);
    expect(text).toMatch(/^[A-Z0-9:]+$/);
  });

  it('is refused when any of its bytes was changed, or another key signed it', () => {
    for (let at = 1; at < 86; at += 1) expect([at, outcome(changed(text, at))]).toEqual([at, 'forged']);
    expect(outcome(changed(text, 0))).toBe('other-version');
    expect(outcome(text, { serverKeys: [OTHER.publicKey] })).toBe('forged');
    expect(outcome(text, { serverKeys: [] })).toBe('forged');
    expect(outcome(text, { serverKeys: [OTHER.publicKey, CODE_SERVER.publicKey] })).toMatchObject({ channel: 'green' });
  });

  it('is taken for a day, rounded up to the hour, and not when it is valid for longer', () => {
    const end = goodsCodeEnd(NOW);
    expect(outcome(text, { nowMs: end - 1 })).toMatchObject({ endsAt: end });
    expect(outcome(text, { nowMs: end })).toBe('stale');
    expect(outcome(madeGoodsCode({ declaration: DECLARATION, atMs: NOW + HOUR_MS }))).toMatchObject({});
    expect(outcome(madeGoodsCode({ declaration: DECLARATION, atMs: NOW + 2 * HOUR_MS }))).toBe('stale');
    expect(outcome(madeGoodsCode({ declaration: DECLARATION, atMs: NOW - GOODS_CODE_VALID_MS - HOUR_MS }))).toBe(
      'stale',
    );
  });

  it('is refused when it is longer, shorter, of another version or another kind', () => {
    for (const bad of [`${text}A`, text.slice(0, -1), text.toLowerCase(), '', madeCode({ atMs: NOW })])
      expect(outcome(bad)).toBe('malformed');
    expect(outcome(`GC2:${text.slice(4)}`)).toBe('other-version');
    expect([text, 'GC7:', madeCode({ atMs: NOW }), 'GC'].map((one) => isGoodsCode(charactersOf(one)))).toEqual([
      ...[true, true, false, false],
    ]);
    const [declaration, endsAt] = [DECLARATION, goodsCodeEnd(NOW)];
    expect(() => goodsCodeBytes({ declaration: 'x', channel: 'green', endsAt })).toThrow('number');
    expect(() => goodsCodeBytes({ declaration, channel: 'green', endsAt: endsAt + 1 })).toThrow('hour');
  });

  it('property: no text throws, and only signed ones are taken', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ minLength: 86, maxLength: 86 }).map((bytes) => `GC1:${encodeBase32(bytes)}`),
      fc.nat(85).map((at) => changed(text, at)),
      fc.string({ minLength: 138, maxLength: 138 }).map((rest) => `GC1:${rest}`),
    );
    fc.assert(
      fc.property(texts, (one) => typeof outcome(one) === 'string'),
      { numRuns: 40 },
    );
  });
});

describe("the server's answer about goods", () => {
  const asked = { kioskId: KIOSK, questionId: 'a'.repeat(32) };
  const answer = (over: object = {}, key = CODE_SERVER.secretKey) => {
    const bytes = goodsAnswerBytes({ version: 1, ...asked, verdict: 'green', ...over });
    return signedGoodsAnswer(bytes, ed25519.sign(goodsAnswerSigningInput(bytes), key));
  };
  const keys = [CODE_SERVER.publicKey];

  it('is for its question and lane alone, and signed by the server', () => {
    expect(openGoodsAnswer(answer(), asked, keys)).toBe('green');
    expect(openGoodsAnswer(answer({ verdict: 'used' }), asked, keys)).toBe('used');
    for (const bad of [
      answer({ questionId: 'b'.repeat(32) }),
      answer({ kioskId: 'other-lane' }),
      answer({}, OTHER.secretKey),
      { ...answer(), signature: answer({ verdict: 'used' }).signature },
      { ...answer(), more: 1 },
      { answer: '', signature: '' },
      { answer: answer().answer, signature: 'AAAA' },
      'green',
      undefined,
    ])
      expect(openGoodsAnswer(bad, asked, keys)).toBeUndefined();
    expect(openGoodsAnswer(answer(), asked, [])).toBeUndefined();
  });
});
