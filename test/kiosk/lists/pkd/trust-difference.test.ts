import { describe, expect, it } from 'vitest';
import { createIssuingState, type IssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import { bundleOf } from '../../../../kiosk/rules/document/trust/certificate-bundle.ts';
import { differenceWords } from '../../../../kiosk/lists/pkd/difference-words.ts';
import { trustDifference } from '../../../../kiosk/lists/pkd/trust-difference.ts';
import {
  DAY_MS,
  deviation,
  deviationList,
  NOW,
  signerBelow,
  SIGNS_DEVIATIONS,
  VALIDITY,
} from '../../rules/document/trust/specimen-signers.ts';
import { masterListOf, revocationListOf } from './specimen-directory.ts';
import { trustFolderOf } from './trust-folders.ts';

type Der = Uint8Array<ArrayBuffer>;
type Files = Readonly<Record<string, Der>>;

const state = createIssuingState('UT', VALIDITY);
const others = ['NX', 'XN', 'XU'].map((country) => createIssuingState(country, VALIDITY));
const certificateOf = ({ signingAuthority }: IssuingState): Der => signingAuthority.certificate;
const root = certificateOf(state);
const ROOT = { 'master-list-roots/ut': root };
const listOf = (states: readonly IssuingState[], signedAt = NOW - 9 * DAY_MS): Files => ({
  'master-lists/ut': masterListOf(state, states.map(certificateOf), signedAt),
});
const revoking = (count: number, fields: Parameters<typeof revocationListOf>[1] = {}): Files => ({
  'revocation-lists/ut': revocationListOf(state, {
    revoked: Array.from({ length: count }, (_, at) => ({ serialNumber: Uint8Array.of(1, at + 1), revokedAt: NOW })),
    ...fields,
  }),
});
const signersOf = (...certificates: readonly Der[]): Files => ({
  'document-signers/a': bundleOf({ certificates, revocationLists: [] }),
});

const BEFORE: Files = { ...ROOT, ...listOf([state, others[0]!]), ...revoking(2) };
const NEWER = { number: 2, thisUpdate: NOW - DAY_MS / 2 };
const difference = (after: Files, before: Files = BEFORE) =>
  trustDifference(trustFolderOf(before), trustFolderOf(after), NOW);
const wordsOf = (after: Files, before?: Files, accepted: readonly string[] = []) =>
  differenceWords(difference(after, before), { terms: [], root: 3 }, new Set(accepted));
const codes = (remarks: readonly { readonly code: string }[]) => [...new Set(remarks.map(({ code }) => code))];

describe('the difference of trust lists', () => {
  it('is told in numbers first, then change by change', () => {
    const signers = [1, 2, 3].map(() => state.documentSigner(VALIDITY).certificate);
    const after = {
      ...{ ...ROOT, ...listOf([state, others[1]!, others[2]!], NOW - DAY_MS) },
      ...{ ...revoking(14, NEWER), ...signersOf(signers[1]!, signers[2]!) },
    };
    const before = { ...BEFORE, ...signersOf(signers[0]!, signers[1]!) };
    const words = wordsOf(after, before);
    expect(words[0]).toBe(
      '2 new authorities, 1 removed; 0 new certificates of known authorities, 0 removed; ' +
        '12 new revocations, 0 withdrawn; 1 new document signer, 1 removed.',
    );
    expect(words[1]).toBe('After it: 3 authorities of 3 countries, 2 document signers. Root 3.');
    const text = words.join('\n');
    expect(text).toMatch(
      /New authorities \(2\)\n {2}XN {2}Specimen CSCA XN {2}[0-9a-f]{16} {2}2029-04-27 to 2031-07-06 {2}list of UT/,
    );
    expect(text).toMatch(/Removed authorities \(1\)\n {2}NX {2}Specimen CSCA NX/);
    expect(text).toContain('UT  3 certificates of 2030-05-31, before: 2 certificates of 2030-05-23');
    expect(text).toMatch(
      /UT {2}[0-9a-f]{16} {2}number 2 of 2030-05-31, before: number 1 of 2030-05-31; 12 new revocations/,
    );
    expect(text).toContain('UT  1 new, 1 removed');
  });

  it('is nothing to ask for new authorities, revocations and signers alone', () => {
    const after = { ...ROOT, ...listOf([state, ...others], NOW - DAY_MS), ...revoking(3, NEWER) };
    expect(difference(after)).toMatchObject({ faults: [], questions: [] });
    expect(difference(BEFORE)).toMatchObject({ faults: [], questions: [], addedKeys: [], revocations: [] });
  });

  it('counts the first release as new, without a question', () => {
    const first = difference(BEFORE, {});
    expect(codes(first.questions)).toEqual(['pins-changed']);
    expect(first.addedKeys).toHaveLength(2);
  });

  it('counts announced deviations by country', () => {
    const publisher = signerBelow(state.signingAuthority, { extensions: SIGNS_DEVIATIONS });
    const announced = {
      'deviation-lists/ut': deviationList(publisher, [deviation([], ['2.2']), deviation([], ['3.1'])]),
    };
    expect(difference({ ...BEFORE, ...announced }).deviations).toEqual([{ country: 'UT', added: 2, removed: 0 }]);
    expect(codes(difference(BEFORE, { ...BEFORE, ...announced }).questions)).toEqual(['list-lost']);
  });

  it.each([
    [
      'an authority that is removed by mistake',
      { ...ROOT, ...listOf([state, others[1]!], NOW - DAY_MS), ...revoking(2) },
      ['authority-removed', 'country-lost'],
    ],
    [
      'a master list that is gone',
      { ...ROOT, 'csca/ut': root, ...revoking(2) },
      ['pins-changed', 'authority-removed', 'country-lost', 'list-lost'],
    ],
    ['other pinned files', { ...BEFORE, 'csca/xn': certificateOf(others[1]!) }, ['pins-changed']],
    ['revocations that are withdrawn', { ...BEFORE, ...revoking(1, NEWER) }, ['revocation-withdrawn']],
    [
      'a revocation list whose next one is overdue',
      { ...BEFORE, ...revoking(2, { ...NEWER, nextUpdate: NOW - 1_000 }) },
      ['revocation-overdue'],
    ],
    ['a revocation list that is gone', { ...ROOT, ...listOf([state, others[0]!]) }, ['list-lost']],
    [
      'a new key with the name of another and without a link',
      { ...ROOT, ...listOf([state, others[0]!, createIssuingState('UT', VALIDITY)], NOW - DAY_MS), ...revoking(2) },
      ['same-name'],
    ],
  ] as const)('asks about %s', (_what, after, questions) => {
    const found = difference(after);
    expect(codes(found.questions)).toEqual(questions);
    expect(found.faults).toEqual([]);
    const open = wordsOf(after).join('\n');
    for (const code of questions) expect(open).toContain(`\n  ${code}  `);
    expect(wordsOf(after, BEFORE, questions).join('\n')).toContain(`[accepted] ${questions[0]}`);
  });

  it('asks about a master list or a directory with over a tenth fewer members', () => {
    const twelve = [state, ...Array.from({ length: 11 }, () => createIssuingState('UT', VALIDITY))];
    const before = {
      ...ROOT,
      ...listOf(twelve),
      ...signersOf(...Array.from({ length: 12 }, (_, at) => Uint8Array.of(0x30, 1, at))),
    };
    const after = (count: number) => ({
      ...ROOT,
      ...listOf(twelve.slice(0, count), NOW - DAY_MS),
      ...signersOf(Uint8Array.of(0x30, 1, 0)),
    });
    const shrunken = difference(after(10), before).questions.filter(({ code }) => code === 'list-shrunken');
    expect(shrunken.map(({ about }) => about)).toEqual(['master list of UT', 'document signers']);
  });

  it('has no question about a new key that the key before certified', () => {
    const { link, state: next } = state.successor(VALIDITY);
    const list = masterListOf(state, [root, certificateOf(others[0]!), link, certificateOf(next)], NOW - DAY_MS);
    const found = difference({ ...BEFORE, 'master-lists/ut': list });
    expect(found.questions).toEqual([]);
    expect(found.addedKeys).toMatchObject([{ country: 'UT', isLinked: true }]);
  });

  it.each([
    ['a file that is broken', { ...BEFORE, 'csca/x': Uint8Array.of(1) }, 'file-refused', 'csca/x: malformed'],
    [
      'a master list of a state without a pinned root',
      { ...BEFORE, 'master-lists/nx': masterListOf(others[0]!, [root]) },
      'file-refused',
      'master-lists/nx: untrusted',
    ],
    [
      'a revocation list of another issuer',
      { ...BEFORE, 'revocation-lists/ut': revocationListOf(others[2]!) },
      'file-refused',
      'revocation-lists/ut: untrusted',
    ],
    [
      'an older master list',
      { ...BEFORE, ...listOf([state, others[0]!], NOW - 20 * DAY_MS) },
      'file-refused',
      'master-lists/ut: roll-back',
    ],
    [
      'a lower number of a later revocation list',
      { ...BEFORE, ...revoking(2, { ...NEWER, number: 0 }) },
      'number-backwards',
      'UT',
    ],
    ['no authority at all', { ...ROOT, ...listOf([], NOW - DAY_MS) }, 'no-authority', 'all countries'],
  ] as const)('is a fault with %s', (_what, after, code, about) => {
    expect(difference(after).faults).toContainEqual({ code, about });
    expect(wordsOf(after).join('\n')).toContain(`${code}  ${about}`);
  });

  it('prints names without characters that could change the print', () => {
    const hostile = createIssuingState('UT', VALIDITY, 'CSCA\u001b[2K\n  Removed authorities (0)');
    const text = wordsOf({ ...ROOT, ...listOf([state, others[0]!, hostile], NOW - DAY_MS), ...revoking(2) }).join('\n');
    expect(text).toContain('CSCA??2K?  Removed authorities (0)');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[^\n -~]/);
  });
});
