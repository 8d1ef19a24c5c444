import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDraftTrust } from '../../../../kiosk/lists/pkd/draft-trust.ts';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import type { ReleaseTerms } from '../../../../server/contract/release.ts';
import { changeTerms, type Draft, entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { carryTrustLists, draftTrust } from '../../../../server/lanes/releases/draft-trust.ts';
import { signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import { draftOf, newReleases, publish, type Released } from '../../../support/release-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2030, 5, 1);
type Files = Readonly<Record<string, string>>;

async function opened() {
  const folder = temporaryFolder();
  const releases = await newReleases(join(folder, 'releases'), NOW);
  const root = releases.repository.path(metadataFile('root', 1));
  let trusts = 0;
  const draft = async (files: Files, audience: Partial<ReleaseTerms> = {}): Promise<Draft> => {
    const trust = join(folder, `trust-${(trusts += 1)}`);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(trust, name)), { recursive: true });
      writeFileSync(join(trust, name), text);
    }
    const made = await draftTrust(draftOf(releases), trust, audience, { nowMs: NOW });
    await carryTrustLists(releases.repository, made);
    return made;
  };
  const release = async (files: Files, audience?: Partial<ReleaseTerms>): Promise<void> =>
    publish(releases, await draft(files, audience));
  return { releases, root, draft, release };
}

const textsIn = (trust: ReturnType<typeof readDraftTrust>['before'], place: 'csca' | 'master-lists') =>
  Object.fromEntries([...trust(place)].map(([name, bytes]) => [name, Buffer.from(bytes ?? []).toString()]));
const listed = ({ repository }: Released) =>
  entriesIn(repository, 'targets').map(({ terms: { name, version, state } }) => `${name} ${version} ${state}`);

describe('a draft of trust lists', () => {
  it('holds the files before and after, and the code that its signature needs', async () => {
    const { releases, root, draft, release } = await opened();
    await release({ 'csca/ut': 'one', 'csca/nx': 'same', 'master-lists/ut': 'old' });
    const next = await draft({ 'csca/nx': 'same', 'master-lists/ut': 'new', 'master-lists/nx': 'more' });
    const trust = readDraftTrust(next.folder, root);
    expect(textsIn(trust.before, 'csca')).toEqual({ ut: 'one', nx: 'same' });
    expect(textsIn(trust.after, 'csca')).toEqual({ nx: 'same' });
    expect(textsIn(trust.before, 'master-lists')).toEqual({ ut: 'old' });
    expect(textsIn(trust.after, 'master-lists')).toEqual({ ut: 'new', nx: 'more' });
    expect(trust.code).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/);

    const { key } = releases.anna;
    await expect(signDraft(next, key)).rejects.toMatchObject({ code: 'not-compared' });
    await expect(signDraft(next, key, { compared: '0000-0000-0000' })).rejects.toMatchObject({ code: 'not-compared' });
    expect(await signDraft(next, key, { compared: trust.code })).toMatchObject([{ role: 'targets', complete: false }]);
    await publish(releases, next);
    expect(listed(releases)).toEqual([
      'csca.nx 1 offered',
      'csca.ut 1 withdrawn',
      'master-lists.ut 1 offered',
      'master-lists.nx 1 offered',
      'master-lists.ut 2 offered',
    ]);
  });

  it('of the same files changes nothing and needs no code', async () => {
    const { root, draft, release } = await opened();
    await release({ 'csca/ut': 'one' });
    const same = await draft({ 'csca/ut': 'one' });
    expect(readDraftTrust(same.folder, root).code).toBeUndefined();
  });

  it('for more lanes names them, and needs a code of its own', async () => {
    const { root, draft, release, releases } = await opened();
    await release({ 'csca/ut': 'one' });
    await release({ 'csca/ut': 'two' }, { ring: 'sites', lanes: [] });
    const code = readDraftTrust((await draft({ 'csca/ut': 'two' })).folder, root).code;
    expect(code).toBeUndefined();
    const wider = changeTerms(draftOf(releases), 'targets', (terms) => ({ ...terms, ring: 'all' }), { nowMs: NOW });
    await carryTrustLists(releases.repository, wider);
    const trust = readDraftTrust(wider.folder, root);
    expect(trust.terms).toEqual(['trust-list/csca.ut/2: ring sites, offered, then ring all, offered']);
    expect(trust.code).toBeDefined();
  });

  it('lists at most one version that all lanes may take besides the newest', async () => {
    const { releases, release } = await opened();
    for (const text of ['one', 'two', 'three', 'four']) await release({ 'csca/ut': text, 'csca/nx': 'same' });
    expect(listed(releases)).toEqual(['csca.nx 1 offered', 'csca.ut 3 offered', 'csca.ut 4 offered']);
  });

  it.each([
    ['with earlier metadata that too few people signed', 'metadata', '3.targets.json'],
    ['with other bytes of a file', 'targets/trust-list/csca.ut', undefined],
  ])('%s is refused', async (_what, place, name) => {
    const { root, draft, release } = await opened();
    await release({ 'csca/ut': 'one' });
    await release({ 'csca/ut': 'two' });
    const { folder } = await draft({ 'csca/ut': 'three' });
    const file = join(folder, place, name ?? readdirSync(join(folder, place))[0]!);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      name === undefined ? `${text}!` : text.replace(/(?<="sig": ")./, (first) => (first === '0' ? '1' : '0')),
    );
    const read = () => {
      const trust = readDraftTrust(folder, root);
      return [textsIn(trust.before, 'csca'), textsIn(trust.after, 'csca')];
    };
    expect(read).toThrow(expect.objectContaining({ name: 'PkdError', code: 'malformed' }));
  });

  it('under a root that other people signed is refused', async () => {
    const { draft } = await opened();
    const stranger = await newReleases(join(temporaryFolder(), 'releases'), NOW);
    const { folder } = await draft({ 'csca/ut': 'one' });
    const strangers = stranger.repository.path(metadataFile('root', 1));
    expect(() => readDraftTrust(folder, strangers)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('without a file that it names is refused', async () => {
    const { root, draft } = await opened();
    const { folder } = await draft({ 'csca/ut': 'one' });
    rmSync(join(folder, 'targets'), { recursive: true });
    expect(() => textsIn(readDraftTrust(folder, root).after, 'csca')).toThrow(
      expect.objectContaining({ code: 'absent' }),
    );
  });

  it.each(['Master/ut', 'csca/UT'])('refuses the name %s', async (name) => {
    const { draft } = await opened();
    await expect(draft({ [name]: 'x' })).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
