import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../server/contract/base32.ts';
import {
  DECLARATION_CODE_CHARACTERS,
  DECLARATION_CODE_VALID_MS,
  declarationCodeBytes,
  declarationCodeSigningInput,
  declarationCodeText,
  declarationPermit,
  declarationPermitSigningInput,
} from '../../../server/contract/declaration-code.ts';
import { readDeclarationCode } from '../../../server/contract/read-declaration-code.ts';
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import { GOODS } from '../../../server/contract/rules/goods.ts';
import { EU_ARRIVALS, rulesDigest } from '../../../server/contract/rules/questions.ts';
import { charactersOf, CODE_SERVER, madeCode } from './fixtures/made-code.ts';

const NOW = Date.UTC(2026, 4, 4, 10, 20);
const HOUR_MS = 3_600_000;
const TERMS = { rules: EU_ARRIVALS, serverKeys: [CODE_SERVER.publicKey], nowMs: NOW };

const read = (text: string, terms: Partial<typeof TERMS> = {}) =>
  readDeclarationCode(charactersOf(text), { ...TERMS, ...terms });
const outcome = (text: string, terms: Partial<typeof TERMS> = {}) => {
  const found = read(text, terms);
  return found.kind === 'refused' ? found.code : found.code.answer.goods;
};
/** The text with another byte at this place. */
const changed = (text: string, at: number) => {
  const bytes = decodeBase32(text.slice(4)) ?? new Uint8Array();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return `DC1:${encodeBase32(bytes)}`;
};

describe('a declaration code', () => {
  it('gives the answers back, and has the same length with and without goods', () => {
    const goods: DeclarationAnswer['goods'] = [
      { goods: 'currency', amount: 1_200_000 },
      { goods: 'restricted' },
      { goods: 'cigarettes', amount: 400 },
    ];
    const [empty, full] = [madeCode({ atMs: NOW }), madeCode({ atMs: NOW, goods })];
    expect([outcome(empty), outcome(full)]).toEqual([[], goods]);
    expect([empty.length, full.length]).toEqual([DECLARATION_CODE_CHARACTERS, DECLARATION_CODE_CHARACTERS]);
    expect(full).toMatch(/^[A-Z0-9:]+$/);
  });

  it('shares nothing with another code of the same hour but the rules and the hour', () => {
    const bytes = [1, 2].map((page) => decodeBase32(madeCode({ atMs: NOW + page * 60_000, page }).slice(4)));
    expect(bytes[0]?.subarray(0, 21)).toEqual(bytes[1]?.subarray(0, 21));
    expect(bytes[0]?.subarray(21, 53)).not.toEqual(bytes[1]?.subarray(21, 53));
  });

  it('is recognised when it is shown again, also with other answers under the same permit', () => {
    const use = (goods: DeclarationAnswer['goods'], page = 1) => {
      const found = read(madeCode({ atMs: NOW, goods, page }));
      return found.kind === 'valid' ? found.code.use : undefined;
    };
    expect(use([])).toBe(use([{ goods: 'commercial' }]));
    expect(use([])).not.toBe(use([], 2));
  });

  it('is refused when any of its bytes was changed', () => {
    const text = madeCode({ atMs: NOW, goods: [{ goods: 'commercial' }] });
    for (const at of [1, 17, 20, 21, 52, 53, 116, 117, 120, 164, 165, 228]) {
      expect([at, outcome(changed(text, at))]).toEqual([at, 'forged']);
    }
    expect(outcome(changed(text, 0))).toBe('other-version');
  });

  it('is refused when another key signed the permit, and taken with an earlier key of the server', () => {
    const other = ed25519.keygen(new Uint8Array(32).fill(8));
    expect(outcome(madeCode({ atMs: NOW, serverKey: other.secretKey }))).toBe('forged');
    expect(outcome(madeCode({ atMs: NOW }), { serverKeys: [other.publicKey, CODE_SERVER.publicKey] })).toEqual([]);
    expect(outcome(madeCode({ atMs: NOW }), { serverKeys: [] })).toBe('forged');
  });

  it('is taken for 48 hours, rounded up to the hour, and not when it is valid for longer', () => {
    const text = madeCode({ atMs: NOW });
    const end = Date.UTC(2026, 4, 6, 11);
    expect(outcome(text, { nowMs: end - 1 })).toEqual([]);
    expect(outcome(text, { nowMs: end })).toBe('stale');
    expect(outcome(madeCode({ atMs: NOW + HOUR_MS }))).toEqual([]);
    expect(outcome(madeCode({ atMs: NOW + 3 * HOUR_MS }))).toBe('stale');
    expect(outcome(madeCode({ atMs: NOW - DECLARATION_CODE_VALID_MS - HOUR_MS }))).toBe('stale');
  });

  it('is refused for other questions and for answers that do not fit', () => {
    expect(outcome(madeCode({ atMs: NOW, rules: { ...EU_ARRIVALS, currency: 'DKK' } }))).toBe('other-rules');
    // The page of an attacker can sign what the lane does not ask
    expect(outcome(madeCode({ atMs: NOW, goods: [{ goods: 'beer', amount: 1 }] }))).toBe('malformed');
    expect(outcome(madeCode({ atMs: NOW, goods: [{ goods: 'cigarettes', amount: 10_001 }] }))).toBe('malformed');
    expect(outcome(madeCode({ atMs: NOW, goods: [{ goods: 'restricted', amount: 2 }] }))).toBe('malformed');
  });

  it('is refused when it is longer, shorter, of another version or another kind of code', () => {
    const text = madeCode({ atMs: NOW });
    expect(outcome(`${text}A`)).toBe('malformed');
    expect(outcome(text.slice(0, -1))).toBe('malformed');
    expect(outcome(text.toLowerCase())).toBe('malformed');
    expect(outcome('')).toBe('malformed');
    expect(outcome(`DC2:${text.slice(4)}`)).toBe('other-version');
    expect(outcome(`PT1:${text.slice(4)}`)).toBe('malformed');
  });

  it('permits no key with which several signatures or verifiers would disagree', () => {
    expect(() => declarationPermit(rulesDigest(EU_ARRIVALS), new Uint8Array(32), NOW)).toThrow('Ed25519');
    expect(() => declarationPermit(rulesDigest(EU_ARRIVALS), new Uint8Array(33), NOW)).toThrow('Ed25519');
  });

  it('property: no text throws, and only signed ones are taken', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.uint8Array({ minLength: 229, maxLength: 229 }).map((bytes) => `DC1:${encodeBase32(bytes)}`),
      fc.tuple(fc.nat(228), fc.nat(2_000)).map(([at, later]) => changed(madeCode({ atMs: NOW + later }), at)),
    );
    fc.assert(
      fc.property(texts, (text) => read(text).kind === 'refused'),
      { numRuns: 60 },
    );
  });

  it('property: every answer that fits comes back from a code', () => {
    const one = fc
      .constantFrom(...EU_ARRIVALS.goods)
      .chain((rule): fc.Arbitrary<DeclarationAnswer['goods'][number]> => {
        if (rule.red === 'any') return fc.constant({ goods: rule.goods });
        return fc.integer({ min: 1, max: rule.most }).map((amount) => ({ goods: rule.goods, amount }));
      });
    const goods = fc.uniqueArray(one, { selector: ({ goods: name }) => name });
    const inOrder = (list: DeclarationAnswer['goods']) =>
      [...list].sort((left, right) => GOODS.indexOf(left.goods) - GOODS.indexOf(right.goods));
    fc.assert(
      fc.property(goods, (list) => {
        expect(outcome(madeCode({ atMs: NOW, goods: list }))).toEqual(inOrder(list));
      }),
      { numRuns: 30 },
    );
  });

  it('binds the permit to its purpose: a signature of another message is not one', () => {
    const page = ed25519.keygen(new Uint8Array(32).fill(1));
    const permit = declarationPermit(rulesDigest(EU_ARRIVALS), page.publicKey, NOW);
    const wrong = ed25519.sign(declarationCodeSigningInput(permit), CODE_SERVER.secretKey);
    const bytes = declarationCodeBytes(permit, wrong, []);
    expect(outcome(declarationCodeText(bytes, ed25519.sign(declarationCodeSigningInput(bytes), page.secretKey)))).toBe(
      'forged',
    );
    expect(Buffer.from(declarationPermitSigningInput(permit)).toString('latin1')).toMatch(
      /^postern\/declaration-permit\/v1\n/,
    );
  });
});
