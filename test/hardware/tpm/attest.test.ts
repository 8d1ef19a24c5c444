/** Statements of a TPM: their parser and their judge, without a TPM. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAttested } from '../../../hardware/tpm/attest.ts';
import { join, sized, TpmFormatError, u16, u32, u64, u8 } from '../../../hardware/tpm/bytes.ts';
import { pointOf } from '../../../hardware/tpm/ec-key.ts';
import { isAttestationKey, judgeCertified, judgeQuote } from '../../../hardware/tpm/judge-attested.ts';
import { digestOfPcrs, pcrSelection } from '../../../hardware/tpm/pcr.ts';
import {
  ATTESTATION_TEMPLATE,
  readPublicArea,
  SIGNING_TEMPLATE,
  STORAGE_ROOT_TEMPLATE,
} from '../../../hardware/tpm/public-area.ts';
import fc from '../../support/seeded-properties.ts';

const NONCE = new Uint8Array(32).fill(7);
const NAME = join([u16(0x000b), new Uint8Array(32).fill(5)]);
const VALUES = new Map([0, 4, 7].map((pcr) => [pcr, new Uint8Array(32).fill(pcr)]));

interface Parts {
  readonly magic?: number;
  readonly type?: number;
  readonly nonce?: Uint8Array;
  readonly about?: Uint8Array;
}

const aboutPcrs = (pcrs: readonly number[], digest: Uint8Array): Uint8Array =>
  join([pcrSelection(pcrs), sized(digest)]);
const QUOTED = aboutPcrs([0, 4, 7], digestOfPcrs([0, 4, 7], VALUES));
const CERTIFIED = join([sized(NAME), sized(NAME)]);

/** By the tables of Part 2, §10.12, apart from the code under test. */
function attest({ magic = 0xff54_4347, type = 0x8018, nonce = NONCE, about = QUOTED }: Parts = {}): Uint8Array {
  return join([u32(magic), u16(type), sized(NAME), sized(nonce), u64(9n), u32(3), u32(1), u8(1), u64(0x2019n), about]);
}

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const point = pointOf(keys.publicKey) ?? { x: new Uint8Array(), y: new Uint8Array() };

const signed = (statement: Uint8Array, key: KeyObject = keys.privateKey) => ({
  statement,
  signature: Uint8Array.from(sign('sha256', statement, { key, dsaEncoding: 'ieee-p1363' })),
});
const codeOf = (judged: { kind: string; code?: string }): string | undefined => judged.code ?? judged.kind;

describe('a statement of a TPM', () => {
  it('is read as the specification lays it out', () => {
    expect(readAttested(attest())).toEqual({
      kind: 'quote',
      extra: NONCE,
      clockMs: 9n,
      resets: 3,
      restarts: 1,
      firmware: 0x2019n,
      pcrs: [0, 4, 7],
      pcrDigest: digestOfPcrs([0, 4, 7], VALUES),
    });
    expect(readAttested(attest({ type: 0x8017, about: CERTIFIED }))).toMatchObject({ kind: 'certify', name: NAME });
  });

  it('is refused with another beginning, of another kind, with PCRs of another bank, shortened and lengthened', () => {
    const otherBank = join([u32(1), u16(0x0004), u8(3), new Uint8Array(3), sized(new Uint8Array(20))]);
    const wrong = [
      attest({ magic: 0xff54_4346 }),
      attest({ type: 0x8016 }),
      attest({ about: otherBank }),
      attest().subarray(0, -1),
      join([attest(), u8(0)]),
      new Uint8Array(),
    ];
    for (const bytes of wrong) expect(() => readAttested(bytes)).toThrow(TpmFormatError);
  });

  it('of random or altered bytes is read or refused, and nothing else happens', () => {
    const attempt = (bytes: Uint8Array): void => {
      try {
        readAttested(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(TpmFormatError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt));
    const whole = attest();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, length) => {
        attempt(whole.with(at, value).subarray(0, length));
      }),
    );
  });
});

describe('a quote', () => {
  it('is genuine for its key, nonce and values', () => {
    expect(judgeQuote(point, signed(attest()), NONCE, VALUES)).toEqual({
      kind: 'genuine',
      clockMs: 9n,
      resets: 3,
      restarts: 1,
      firmware: 0x2019n,
    });
  });

  it('is refused by name when it is replayed, forged, about other registers or values, or no quote', () => {
    const judge = (bytes: Uint8Array, nonce = NONCE, values: ReadonlyMap<number, Uint8Array> = VALUES) =>
      codeOf(judgeQuote(point, signed(bytes), nonce, values));
    expect(judge(attest(), new Uint8Array(32))).toBe('other-nonce');
    expect(judge(attest(), NONCE, new Map([...VALUES].slice(1)))).toBe('other-registers');
    expect(judge(attest(), NONCE, new Map([...VALUES, [8, new Uint8Array(32)]]))).toBe('other-registers');
    expect(judge(attest(), NONCE, new Map())).toBe('other-registers');
    expect(judge(attest(), NONCE, new Map([...VALUES, [7, new Uint8Array(32)]]))).toBe('other-values');
    expect(judge(attest({ type: 0x8017, about: CERTIFIED }))).toBe('other-kind');
    expect(judge(attest({ magic: 1 }))).toBe('malformed');
  });

  it('is refused under another key, with an altered signature, and with one of another length', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(codeOf(judgeQuote(point, signed(attest(), other.privateKey), NONCE, VALUES))).toBe('bad-signature');
    const { statement, signature } = signed(attest());
    const altered = [signature.with(3, (signature[3] ?? 0) ^ 1), signature.subarray(1), new Uint8Array()];
    for (const wrong of altered) {
      expect(codeOf(judgeQuote(point, { statement, signature: wrong }, NONCE, VALUES))).toBe('bad-signature');
    }
    const nowhere = { x: new Uint8Array(32).fill(1), y: new Uint8Array(32).fill(1) };
    expect(codeOf(judgeQuote(nowhere, signed(attest()), NONCE, VALUES))).toBe('bad-signature');
  });

  it('with one bit changed anywhere is never genuine', () => {
    const whole = signed(attest());
    fc.assert(
      fc.property(fc.nat(whole.statement.length - 1), fc.nat(7), (at, bit) => {
        const statement = whole.statement.with(at, (whole.statement[at] ?? 0) ^ (1 << bit));
        expect(judgeQuote(point, { ...whole, statement }, NONCE, VALUES).kind).toBe('refused');
      }),
    );
  });
});

describe('a certified object', () => {
  it('is the one of the name, for the nonce', () => {
    const statement = signed(attest({ type: 0x8017, about: CERTIFIED }));
    expect(judgeCertified(point, statement, NONCE, NAME).kind).toBe('genuine');
    expect(codeOf(judgeCertified(point, statement, NONCE, new Uint8Array(34)))).toBe('other-object');
    expect(codeOf(judgeCertified(point, statement, new Uint8Array(32), NAME))).toBe('other-nonce');
    expect(codeOf(judgeCertified(point, signed(attest()), NONCE, NAME))).toBe('other-kind');
  });
});

describe('an attestation key', () => {
  const made = (template: Uint8Array): Uint8Array =>
    join([template.subarray(0, template.length - 4), sized(new Uint8Array(32)), sized(new Uint8Array(32))]);

  it('is one that was made by the template, and no key that signs what a caller gives', () => {
    expect(isAttestationKey(readPublicArea(made(ATTESTATION_TEMPLATE)))).toBe(true);
    expect(isAttestationKey(readPublicArea(made(SIGNING_TEMPLATE)))).toBe(false);
    expect(isAttestationKey(readPublicArea(STORAGE_ROOT_TEMPLATE))).toBe(false);
    const notFixed = made(ATTESTATION_TEMPLATE);
    notFixed[7] = (notFixed[7] ?? 0) & ~2;
    expect(isAttestationKey(readPublicArea(notFixed))).toBe(false);
  });
});
