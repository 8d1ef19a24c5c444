import { describe, expect, test } from 'vitest';
import { readReleaseMetadata } from '../../../server/contract/release-metadata.ts';
import type { ReleaseRole } from '../../../server/contract/release-repository.ts';

const signed = {
  _type: 'timestamp',
  spec_version: '1.0.31',
  version: 1,
  expires: '2026-11-01T00:00:00Z',
  meta: { 'snapshot.json': { version: 1 } },
};
const signature = { keyid: 'a'.repeat(64), sig: 'b'.repeat(128) };

const read = (role: ReleaseRole, changes: object, signatures: readonly object[] = [signature]) =>
  readText(role, JSON.stringify({ signed: { ...signed, ...changes }, signatures }));
const readText = (role: ReleaseRole, text: string) => readReleaseMetadata(role, Buffer.from(text)).kind;
const targets = (entries: object) => ({ _type: 'targets', targets: entries });
const file = { length: 1, hashes: { sha256: 'c'.repeat(64) } };

describe('form of release metadata', () => {
  test('takes plain metadata, unknown members and signatures that are none', () => {
    expect(read('timestamp', { 'x-other': { deep: [1] } }, [{ keyid: 'k', sig: '' }])).toBe('read');
    expect(read('targets', targets({ 'notice/main/1': file }))).toBe('read');
  });
  test.each([
    ...['never', '', '2026-11-01', '2026-11-01T00:00:00', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z'],
    ...['2026-11-01T00:00:00.5Z', '2100-01-02T00:00:00Z', '1969-12-31T23:59:59Z', ' 2026-11-01T00:00:00Z', null, 0],
  ])('refuses the date %j', (expires) => {
    expect(read('timestamp', { expires })).toBe('malformed');
  });
  test.each([0, -1, 1.5, 2 ** 32, 2 ** 53, 1e300, '1', null])('refuses the version %j', (version) => {
    expect(read('timestamp', { version })).toBe('malformed');
    expect(read('timestamp', { meta: { 'snapshot.json': { version } } })).toBe('malformed');
  });
  test.each([-1, 1.5, 2 ** 53, '1', null])('refuses a target of the length %j', (length) => {
    expect(read('targets', targets({ 'notice/main/1': { ...file, length } }))).toBe('malformed');
  });
  test.each([
    ['another type', 'snapshot', {}],
    ['a later specification', 'timestamp', { spec_version: '2.0.0' }],
    ['no named snapshot', 'timestamp', { meta: undefined }],
    ['a second named file', 'timestamp', { meta: { 'snapshot.json': { version: 1 }, 'other.json': { version: 1 } } }],
    ['no named targets', 'snapshot', { _type: 'snapshot', meta: { 'watchlist.json': { version: 1 } } }],
    ['a signer that the watchlist names', 'watchlist', { ...targets({}), delegations: { keys: {}, roles: [] } }],
    ['a signer of all files', 'targets', { ...targets({}), delegations: { keys: {}, succinct_roles: {} } }],
    ['targets in a list', 'targets', { _type: 'targets', targets: [file] }],
    ['a name of a thousand letters', 'targets', targets({ ['x'.repeat(1_000)]: file })],
    ['five digests', 'targets', targets({ x: { length: 1, hashes: { a: '', b: '', c: '', d: '', e: '' } } })],
  ] as const)('refuses %s', (_what, role, changes) => {
    expect(read(role, changes)).toBe('malformed');
  });
  test('refuses one key twice, and more signatures than there are keys', () => {
    expect(read('timestamp', {}, [signature, signature])).toBe('malformed');
    const many = Array.from({ length: 65 }, (_, index) => ({ keyid: String(index), sig: '' }));
    expect(read('timestamp', {}, many)).toBe('malformed');
  });
  test('refuses a root with a key that is longer than any key', () => {
    const key = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: 'a'.repeat(1_000) } };
    const role = { keyids: ['a'.repeat(64), 'b'.repeat(64)], threshold: 2 };
    const roles = { root: role, targets: role, snapshot: role, timestamp: role };
    const root = { ...signed, _type: 'root', consistent_snapshot: true, keys: { ['a'.repeat(64)]: key }, roles };
    expect(read('root', root)).toBe('root-refused');
    const delegations = { keys: { ['a'.repeat(64)]: key }, roles: [] };
    expect(read('targets', { ...targets({}), delegations })).toBe('malformed');
  });
  test('refuses more targets than a file with terms could have, before their cost grows with the square', () => {
    const many = Object.fromEntries(Array.from({ length: 1_025 }, (_, index) => [`t${index}`, file]));
    expect(read('targets', targets(many))).toBe('malformed');
  });
  test('refuses names that stand twice, also when one is written with escapes', () => {
    const text = JSON.stringify({ signed, signatures: [] });
    expect(readText('timestamp', text.replace('"version":1', '"version":9,"version":1'))).toBe('malformed');
    expect(readText('timestamp', text.replace('"version":1', '"versi\\u006fn":9,"version":1'))).toBe('malformed');
  });
  test('refuses deep, long, and other text than JSON in UTF-8', () => {
    const deep = `{"signed":${'['.repeat(8_000)}${']'.repeat(8_000)},"signatures":[]}`;
    const plain = Buffer.from(JSON.stringify({ signed, signatures: [] }));
    expect(readText('timestamp', deep)).toBe('malformed');
    expect(readText('timestamp', `${plain.toString()}${' '.repeat(16_384)}`)).toBe('malformed');
    for (const bytes of [Buffer.from([0xff, 0xfe]), Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain])]) {
      expect(readReleaseMetadata('timestamp', bytes).kind).toBe('malformed');
    }
    expect(readText('timestamp', plain.toString().replace('1.0.31', '1.0.\ud800'))).toBe('malformed');
  });
});
