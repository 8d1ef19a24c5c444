import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { ed25519Cosigner, ed25519Key, logSigner } from '../../../../../server/platform/transparency/note/signer.ts';
import { formatPolicy, isQuorum, parsePolicy } from '../../../../../server/platform/transparency/proof/policy.ts';
import { LedgerError } from '../../../../../server/platform/transparency/ledger-error.ts';

const key = (byte: number) => ed25519Key(new Uint8Array(32).fill(byte));
const LOG = encodeVkey(logSigner('log.example', key(1)).key);
const W = [2, 3, 4].map((byte) => encodeVkey(ed25519Cosigner(`w${byte}.example`, key(byte)).key));
const POLICY = `# who we trust
log ${LOG} https://log.example/
witness a ${W[0]} https://a.example/
witness\tb  ${W[1]}
witness c ${W[2]}

group two 2 a b
group any any two c
quorum any
`;
const malformed = expect.objectContaining({ code: 'malformed-policy' }) as unknown;

describe('a policy', () => {
  test('has logs, witnesses, groups and a quorum', () => {
    const policy = parsePolicy(POLICY);
    expect(policy.logs).toHaveLength(1);
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['a', 'https://a.example/'],
      ['b', undefined],
      ['c', undefined],
    ]);
    expect(policy.quorum).toBe('any');
  });
  test('is formatted so that it parses to the same policy', () => {
    for (const text of [POLICY, POLICY.replace('quorum any', 'quorum none'), `quorum none\n`]) {
      expect(parsePolicy(formatPolicy(parsePolicy(text)))).toEqual(parsePolicy(text));
    }
  });
  test.each([
    [[], false],
    [['a'], false],
    [['a', 'b'], true],
    [['c'], true],
    [['z', 'two', 'any'], false],
  ])('with cosignatures of %j satisfies the quorum: %s', (names, made) => {
    expect(isQuorum(parsePolicy(POLICY), new Set(names))).toBe(made);
  });
  test('may require all witnesses, one, or none', () => {
    const all = parsePolicy(POLICY.replace('group two 2', 'group two all').replace('quorum any', 'quorum two'));
    expect(isQuorum(all, new Set(['a']))).toBe(false);
    expect(isQuorum(parsePolicy(POLICY.replace('quorum any', 'quorum c')), new Set(['c']))).toBe(true);
    expect(isQuorum(parsePolicy(POLICY.replace('quorum any', 'quorum none')), new Set())).toBe(true);
  });
  test.each([
    ['no quorum', POLICY.replace('quorum any\n', '')],
    ['two quorums', `${POLICY}quorum any\n`],
    ['an undefined quorum', POLICY.replace('quorum any', 'quorum x')],
    ['an undefined member', POLICY.replace('2 a b', '2 a x')],
    ['a member of two groups', POLICY.replace('any any two c', 'any any two a')],
    ['a member twice', POLICY.replace('2 a b', '2 a a')],
    ['a group that asks for more than it has', POLICY.replace('2 a b', '3 a b')],
    ['a group that requires no members', POLICY.replace('2 a b', '0 a b')],
    ['a group without members', POLICY.replace('2 a b', '1')],
    ['a name twice', POLICY.replace('witness c', 'witness a')],
    ['a witness named none', POLICY.replace('witness c', 'witness none')],
    ['a key twice', POLICY.replace(W[2]!, W[1]!)],
    ['a log key for a witness', POLICY.replace(W[2]!, LOG)],
    ['a witness key for a log', POLICY.replace(LOG, W[0]!)],
    ['a damaged key', POLICY.replace(LOG, LOG.slice(1))],
    ['an unknown word', `${POLICY}other x\n`],
    ['carriage returns', POLICY.replaceAll('\n', '\r\n')],
    ['no last newline', POLICY.slice(0, -1)],
  ])('with %s is refused', (_name, text) => {
    expect(() => parsePolicy(text)).toThrow(malformed);
  });
  test('is accepted or refused, for any text', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ maxLength: 4 }), fc.nat({ max: 6 }), (where, put, drop) => {
        const at = where % POLICY.length;
        try {
          parsePolicy(POLICY.slice(0, at) + put + POLICY.slice(at + drop));
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerError);
          expect(error).toMatchObject({ code: 'malformed-policy' });
        }
      }),
      { numRuns: 500 },
    );
  });
});
