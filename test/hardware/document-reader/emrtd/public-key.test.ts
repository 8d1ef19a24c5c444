import { describe, expect, it } from 'vitest';
import { BIT_STRING, integerElement, oidElement, SEQUENCE, SET } from '../../../../hardware/ber/universal.ts';
import { readBer } from '../../../../hardware/ber/read.ts';
import { tlv } from '../../../../hardware/ber/write.ts';
import { toBytes, toNumber } from '../../../../hardware/document-reader/emrtd/cryptography/bytes.ts';
import { MODP_2048_256, MODP_1024_160 } from '../../../../hardware/document-reader/emrtd/cryptography/dh-parameters.ts';
import { dhGroup } from '../../../../hardware/document-reader/emrtd/cryptography/dh-group.ts';
import { readChipPublicKey } from '../../../../hardware/document-reader/emrtd/public-key.ts';
import { securityObject } from '../../../../hardware/simulation/chip/personalise.ts';
import { signer, specimenProfile, visit } from './specimen-chip.ts';

const number = (hex: string) => BigInt(`0x${hex}`);
const integer = (value: bigint) => integerElement(toBytes(value, Math.ceil(value.toString(16).length / 2)));
const DH_KEY_AGREEMENT = '1.2.840.113549.1.3.1';
const SECRET_BITS = 512n;

/** RFC 3526 §3: a safe prime, whose group no table of ICAO's has. */
const P = number(
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd' +
    'ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
    'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f' +
    '83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b' +
    'e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510' +
    '15728e5a8aacaa68ffffffffffffffff',
);

/** SubjectPublicKeyInfo of PKCS #3. */
function keyInfo(p: bigint, g: bigint, y: bigint, ...length: readonly bigint[]) {
  const algorithm = tlv(SEQUENCE, oidElement(DH_KEY_AGREEMENT), tlv(SEQUENCE, ...[p, g, ...length].map(integer)));
  return tlv(SEQUENCE, algorithm, tlv(BIT_STRING, Uint8Array.of(0), integer(y)));
}
const read = (info: Uint8Array<ArrayBuffer>) => readChipPublicKey(readBer(info));

/** A chip whose DG14 holds such a key, with `secret`. */
function chipWith(p: bigint, g: bigint, y: bigint, secret: bigint, ...length: readonly bigint[]) {
  const profile = specimenProfile({ pace: [], activeAuthentication: undefined });
  const infos = [
    tlv(SEQUENCE, oidElement('0.4.0.127.0.7.2.2.3.1.2'), integerElement(1)),
    tlv(SEQUENCE, oidElement('0.4.0.127.0.7.2.2.1.1'), keyInfo(p, g, y, ...length)),
  ];
  const files = new Map(profile.files).set('EF.DG14', tlv(0x6e, tlv(SET, ...infos)));
  files.set('EF.SOD', securityObject(files, signer));
  const group = dhGroup({ p, g, q: p - 1n });
  return { ...profile, files, chipKey: { group, secret, ciphers: ['aes-128'] as const, version: 1 as const } };
}

async function proofOf(profile: Parameters<typeof visit>[0], faults: Parameters<typeof visit>[1] = []) {
  const outcome = await visit(profile, faults);
  if (outcome.kind !== 'read') throw new Error('not read');
  return outcome.chipAuthentication;
}

describe('a chip key in a group of PKCS #3', () => {
  const secret = 2n ** SECRET_BITS + 12_345n;
  const y = toNumber(dhGroup({ p: P, g: 2n, q: P - 1n }).publicKey(secret));

  it('proves the chip, and a copy without the key does not', async () => {
    expect(await proofOf(chipWith(P, 2n, y, secret, SECRET_BITS))).toEqual({ kind: 'given' });
    expect(await proofOf(chipWith(P, 2n, y, secret + 1n))).toMatchObject({ kind: 'failed' });
    expect(await proofOf(chipWith(P, 2n, y, secret), [{ kind: 'cloned' }])).toMatchObject({ kind: 'failed' });
  });

  it('that is standardised uses the order of the standard: elements of another order are refused', () => {
    const [p, g, q] = [MODP_2048_256.p, MODP_2048_256.g, MODP_2048_256.q].map(number) as [bigint, bigint, bigint];
    const { group } = read(keyInfo(p, g, g));
    expect(group.order).toBe(q);
    expect(() => group.agree(toBytes(2n, group.fieldBytes), 3n)).toThrow(
      expect.objectContaining({ code: 'authentication' }),
    );
  });

  it.each([
    ['1', 1n],
    ['0', 0n],
    ['the largest number', P - 1n],
    ['the modulus', P],
  ])('with a trivial key proves nothing: %s', async (_what, key) => {
    expect(await proofOf(chipWith(P, 2n, key, 0n))).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['that is too small', number(MODP_1024_160.q), 2n],
    ['that is even', P - 1n, 2n],
    ['with the generator 1', P, 1n],
    ['with the generator p - 1', P, P - 1n],
    ['with the generator 0', P, 0n],
    ['that is too large', P << 3_000n, 2n],
  ])('%s is not supported', (_what, p, g) => {
    expect(() => read(keyInfo(p, g, 4n))).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});
