import { createPrivateKey, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RETENTION_POLICY_FORM } from '../../../server/contract/retention.ts';
import {
  bytesOf,
  DOCUMENT_DATES,
  DOCUMENT_KINDS,
  documentBytes,
  type DocumentForm,
  type DocumentKind,
  type DocumentTerms,
  judgeDocument,
  readSignedDocument,
  signersOf,
} from '../../../server/contract/signed-document.ts';
import { DEVELOPMENT_RETENTION } from '../../../kiosk/vault/retention/development-retention.ts';
import { documentSignedBy, signer } from '../../support/signers.ts';

const NOW = Date.UTC(2030, 0, 1);
const [anna, ben, stranger] = [signer(), signer(), signer()] as const;
const KEYS = [anna.hex, ben.hex];
const schema = z.strictObject({ ...DOCUMENT_DATES, words: z.string().max(1_000) });
/** Every kind has the same content here, so that only the kind distinguishes them. */
const formOf = (kind: DocumentKind): DocumentForm<z.infer<typeof schema>> => ({ kind, schema, limitBytes: 2_048 });
const content = (change: object = {}) => ({ version: 1, number: 3, validFrom: 0, words: 'as agreed', ...change });
const terms = (change: Partial<DocumentTerms> = {}): DocumentTerms => ({
  ...{ keys: KEYS, before: undefined, nowMs: NOW },
  ...change,
});
const FORM = formOf('notice');
const codeOf = (signed: ReturnType<typeof documentSignedBy>, change: Partial<DocumentTerms> = {}, form = FORM) => {
  const judged = judgeDocument(form, signed, terms(change));
  return judged.kind === 'refused' ? judged.code : 'in-force';
};
const signed = (change: object = {}, signers = [anna, ben]) => documentSignedBy('notice', content(change), signers);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a signed document', () => {
  it.each(DOCUMENT_KINDS)('of kind %s is in force with two signatures', (kind) => {
    const judged = judgeDocument(formOf(kind), documentSignedBy(kind, content(), [anna, ben]), terms());
    expect(judged).toMatchObject({ kind: 'in-force', document: { content: content() } });
  });

  it.each(DOCUMENT_KINDS.flatMap((kind) => DOCUMENT_KINDS.map((other) => [kind, other] as const)))(
    'of kind %s is accepted as kind %s only if they are the same',
    (kind, other) => {
      const made = documentSignedBy(kind, content(), [anna, ben]);
      expect(codeOf(made, {}, formOf(other))).toBe(kind === other ? 'in-force' : 'other-kind');
      const relabelled = { ...made, kind: other };
      expect(codeOf(relabelled, {}, formOf(other))).toBe(kind === other ? 'in-force' : 'too-few-signatures');
    },
  );

  it.each([
    ['nobody', []],
    ['one person', [anna]],
    ['one person twice', [anna, anna]],
    ['one person and an unlisted person', [anna, stranger]],
    ['two unlisted persons', [stranger, signer()]],
  ])('is refused when %s signed it', (_who, signers) => {
    expect(codeOf(signed({}, signers))).toBe('too-few-signatures');
  });

  it('is refused with one person’s signature under another’s name', () => {
    const made = signed();
    const [first, second] = made.signatures;
    const swapped = [first, { publicKey: ben.hex, signature: first?.signature ?? '' }];
    expect(codeOf({ ...made, signatures: swapped.flatMap((one) => one ?? []) })).toBe('too-few-signatures');
    expect(codeOf({ ...made, signatures: second === undefined ? [] : [second, second] })).toBe('too-few-signatures');
  });

  it('is refused when it was changed after signing', () => {
    expect(codeOf({ ...signed({ words: 'otherwise' }), signatures: signed().signatures })).toBe('too-few-signatures');
  });

  it('is refused before its start', () => {
    expect(codeOf(signed({ validFrom: NOW + 1 }))).toBe('not-yet-valid');
    expect(codeOf(signed({ validFrom: NOW }))).toBe('in-force');
  });

  it('is refused after one with a higher number, or another with the same number', () => {
    const before = (number: number, digest = 'd'.repeat(64)) => ({ before: { number, digest } });
    expect(codeOf(signed(), before(4))).toBe('roll-back');
    expect(codeOf(signed(), before(3))).toBe('roll-back');
    expect(codeOf(signed(), before(2))).toBe('in-force');
    const judged = judgeDocument(FORM, signed(), terms());
    const digest = judged.kind === 'in-force' ? judged.document.digest : '';
    expect(codeOf(signed(), before(3, digest))).toBe('in-force');
  });

  it.each([
    ['white space', utf8('{"number":3, "validFrom":0,"version":1,"words":"as agreed"}')],
    ['a name twice', utf8('{"number":3,"number":9,"validFrom":0,"version":1,"words":"as agreed"}')],
    ['a member that a parser skips', utf8('{"__proto__":{},"number":3,"validFrom":0,"version":1,"words":"as agreed"}')],
    ['an unknown member', content({ more: 1 })],
    ['another version', content({ version: 2 })],
    ['the number 0', content({ number: 0 })],
    ['no document number', { version: 1, validFrom: 0, words: 'x' }],
    ['text that is not JSON', utf8('as agreed')],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['a value that is not an object', 'as agreed'],
    ['too many levels', content({ words: JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`) })],
  ])('with %s is refused with any signatures', (_what, bytes) => {
    expect(codeOf(documentSignedBy('notice', bytes, [anna, ben]))).toBe('invalid');
  });

  it('longer than its kind allows is refused before a signature is checked', () => {
    expect(codeOf(documentSignedBy('notice', content({ words: 'x'.repeat(2_048) }), [anna, ben]))).toBe('unreadable');
    expect(bytesOf(FORM, signed())).toEqual(documentBytes(FORM, content()));
  });

  it('is refused when it is not base64url', () => {
    for (const document of ['!', 'A', 'AAAA=']) expect(codeOf({ ...signed(), document })).toBe('unreadable');
  });

  it('stays in force when a later schema has another member with a default', () => {
    const later = schema.extend({ colour: z.string().default('blue') });
    const judged = judgeDocument({ ...FORM, schema: later }, signed(), terms());
    expect(judged).toMatchObject({ kind: 'in-force', document: { content: { colour: 'blue' } } });
  });

  it('is never in force after a change of its bytes or of a signature', () => {
    const made = signed();
    const [first, second] = made.signatures;
    if (first === undefined || second === undefined) throw new TypeError('two people signed');
    const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const letter = fc.constantFrom(...LETTERS.split(''));
    const at = (text: string, index: number, put: string) => text.slice(0, index) + put + text.slice(index + 1);
    fc.assert(
      fc.property(fc.nat(made.document.length - 1), letter, (index, put) => {
        const document = at(made.document, index, put);
        expect(codeOf({ ...made, document }) === 'in-force').toBe(document === made.document);
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(fc.nat(85), letter, (index, put) => {
        const signature = at(first.signature, index, put);
        const signatures = [{ ...first, signature }, second];
        expect(codeOf({ ...made, signatures }) === 'in-force').toBe(signature === first.signature);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the file of a signed document', () => {
  it('is read in the present form', () => {
    const made = signed();
    expect(readSignedDocument(JSON.parse(JSON.stringify(made)))).toEqual(made);
  });

  it('of a retention policy from before the other kinds stays in force', () => {
    // Written out, so that a change of the prefix or the form is detected. The private key is the seed 01 02 … 20.
    const seed = Buffer.from([...Array(32).keys()].map((index) => index + 1));
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const made = documentSignedBy('retention-policy', DEVELOPMENT_RETENTION, [anna]);
    const bytes = Buffer.from(made.document, 'base64url');
    const input = Buffer.concat([Buffer.from('postern/retention-policy/v1\n'), bytes]);
    const publicKey = '79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad049664';
    const own = { publicKey, signature: sign(null, input, key).toString('base64url') };
    const earlier = { policy: made.document, signatures: [own, ...made.signatures] };
    const read = readSignedDocument(earlier);
    if (read === undefined) throw new TypeError('it is read');
    expect(signersOf('retention-policy', bytes, read.signatures)).toEqual([publicKey, anna.hex]);
    const judged = judgeDocument(RETENTION_POLICY_FORM, read, terms({ keys: [publicKey, anna.hex] }));
    expect(judged).toMatchObject({ kind: 'in-force', document: { content: DEVELOPMENT_RETENTION } });
  });

  it('is refused with additional content', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => readSignedDocument(json) === undefined));
    const nine = Array.from({ length: 9 }, () => signed().signatures[0]);
    for (const change of [
      { kind: 'order' },
      { kind: undefined },
      { more: 1 },
      { document: '' },
      { signatures: nine },
    ]) {
      expect(readSignedDocument({ ...signed(), ...change })).toBeUndefined();
    }
  });
});
