import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { metadataFile, targetFile } from '../../../../server/contract/release-repository.ts';
import { addTarget, changeTerms, startDraft } from '../../../../server/lanes/releases/draft.ts';
import { draftRoot } from '../../../../server/lanes/releases/draft-root.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { publishDraft } from '../../../../server/lanes/releases/publish-draft.ts';
import { isComplete, signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import {
  draftOf,
  fileOf,
  keysOf,
  newReleases,
  person,
  publish,
  release,
  type Released,
  termsOf,
} from '../../../support/release-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 1);
let releases: Released;
beforeEach(async () => {
  releases = await newReleases(temporaryFolder(), NOW);
});

const add = (version: number, bytes = `notice ${version}`) =>
  addTarget(draftOf(releases), termsOf('notice', version), fileOf(releases, bytes), { nowMs: NOW });

describe('draft of a release', () => {
  test('is published after two people have signed it', async () => {
    const draft = await add(1);
    expect((await signDraft(draft, releases.anna.key))[0]).toEqual({ role: 'targets', complete: false });
    await expect(publishDraft(releases.repository, draft, NOW)).rejects.toMatchObject({ code: 'unsigned' });
    expect((await signDraft(draft, releases.ben.key))[0]).toEqual({ role: 'targets', complete: true });
    await publishDraft(releases.repository, draft, NOW);
    const [entry] = entriesIn(releases.repository, 'targets');
    expect(entry?.terms).toEqual(termsOf('notice', 1));
    const file = releases.repository.path(targetFile(termsOf('notice', 1), entry?.digest ?? ''));
    expect(readFileSync(file, 'utf8')).toBe('notice 1');
  });
  test('is not published when one person signs twice', async () => {
    const draft = await add(1);
    await signDraft(draft, releases.anna.key);
    await signDraft(draft, releases.anna.key);
    await expect(publishDraft(releases.repository, draft, NOW)).rejects.toMatchObject({ code: 'unsigned' });
  });
  test('is not signed by a key that the root does not name', async () => {
    await expect(signDraft(await add(1), person().key)).rejects.toMatchObject({ code: 'unsigned' });
    await expect(signDraft(await add(1), releases.server.key)).rejects.toMatchObject({ code: 'unsigned' });
  });
  test('is not published after a change to the signed metadata or to the file', async () => {
    const draft = await add(1);
    for (const { key } of [releases.anna, releases.ben]) await signDraft(draft, key);
    const file = draft.path(metadataFile('targets', 2));
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"ring": "all"', '"ring": "laboratory"'));
    await expect(publishDraft(releases.repository, draft, NOW)).rejects.toMatchObject({ code: 'unsigned' });
    writeFileSync(file, text);
    const [entry] = entriesIn(draft, 'targets');
    appendFileSync(draft.path(targetFile(termsOf('notice', 1), entry?.digest ?? '')), 'x');
    await expect(publishDraft(releases.repository, draft, NOW)).rejects.toMatchObject({ code: 'wrong-file' });
    expect(releases.repository.newest('targets')).toBe(1);
  });
  test('is not published twice, after another draft, or after it has expired', async () => {
    const [first, second] = [await add(1), await add(1, 'other')];
    await publish(releases, first);
    for (const { key } of [releases.anna, releases.ben]) await signDraft(second, key);
    await expect(publishDraft(releases.repository, first, NOW)).rejects.toMatchObject({ code: 'not-next' });
    await expect(publishDraft(releases.repository, second, NOW)).rejects.toMatchObject({ code: 'not-next' });
    const third = await add(2);
    for (const { key } of [releases.anna, releases.ben]) await signDraft(third, key);
    const later = NOW + 31 * 86_400_000;
    await expect(publishDraft(releases.repository, third, later)).rejects.toMatchObject({ code: 'expired' });
  });
  test('refuses a version that is used, a file over the limit of its kind, and wrong terms', async () => {
    await publish(releases, await add(3));
    await expect(add(3)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(add(2)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(add(4, 'x'.repeat(262_145))).rejects.toMatchObject({ code: 'not-allowed' });
    const wrong = { ...termsOf('notice', 4), percentage: 5 };
    const adding = addTarget(draftOf(releases), wrong, fileOf(releases, 'x'), { nowMs: NOW });
    await expect(adding).rejects.toMatchObject({ code: 'not-allowed' });
  });
  test('does not give a version other bytes, even when two people sign it', async () => {
    await publish(releases, await add(1));
    const cleared = changeTerms(draftOf(releases), 'targets', () => undefined, { nowMs: NOW });
    const draft = await addTarget(cleared, termsOf('notice', 1), fileOf(releases, 'other'), { nowMs: NOW });
    await expect(publish(releases, draft)).rejects.toMatchObject({ code: 'not-allowed' });
  });
  test('is not started over another one', () => {
    const { folder } = draftOf(releases);
    expect(() => startDraft(folder, releases.repository)).toThrow(expect.objectContaining({ code: 'present' }));
  });
});

describe('watchlist', () => {
  test('is signed by its owner alone, and by no one else', async () => {
    const terms = termsOf('watchlist', 1, { name: 'base' });
    const draft = await addTarget(draftOf(releases), terms, fileOf(releases, 'list'), { nowMs: NOW });
    await expect(signDraft(draft, releases.anna.key)).rejects.toMatchObject({ code: 'unsigned' });
    await publish(releases, draft, [releases.owner]);
    expect(entriesIn(releases.repository, 'watchlist')).toHaveLength(1);
  });
  test('is the only kind that its owner can sign', async () => {
    await release(releases, termsOf('watchlist', 1), 'list');
    await expect(signDraft(await add(1), releases.owner.key)).rejects.toMatchObject({ code: 'unsigned' });
  });
});

describe('next root', () => {
  test('needs two people of the root before it and two of its own', async () => {
    const [dora, emil] = [person(), person()];
    const keys = { ...keysOf(releases), root: [dora.hex, emil.hex], targets: [dora.hex, emil.hex] };
    const draft = draftRoot(draftOf(releases), keys, { nowMs: NOW });
    for (const { key } of [dora, emil]) await signDraft(draft, key);
    expect(isComplete(draft, 'root')).toBe(false);
    await expect(publishDraft(releases.repository, draft, NOW)).rejects.toMatchObject({ code: 'unsigned' });
    for (const { key } of [releases.anna, releases.ben]) await signDraft(draft, key);
    await publishDraft(releases.repository, draft, NOW);
    expect(releases.repository.newest('root')).toBe(2);
  });
  test('does not follow from a root that the draft brings itself', async () => {
    const [dora, emil] = [person(), person()];
    const keys = { ...keysOf(releases), root: [dora.hex, emil.hex], targets: [dora.hex, emil.hex] };
    const draft = draftRoot(draftOf(releases), keys, { nowMs: NOW });
    writeFileSync(draft.path(metadataFile('root', 1)), readFileSync(draft.path(metadataFile('root', 2))));
    for (const { key } of [dora, emil]) await signDraft(draft, key);
    await expect(publishDraft(releases.repository, draft, NOW)).rejects.toMatchObject({ code: 'unsigned' });
  });
  test("refuses one signer, and a person's key for the server", () => {
    const keys = keysOf(releases);
    const drafting = (changes: Partial<typeof keys>) => () =>
      draftRoot(draftOf(releases), { ...keys, ...changes }, { nowMs: NOW });
    expect(drafting({ threshold: 1 })).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(drafting({ root: [releases.anna.hex] })).toThrow(expect.objectContaining({ code: 'not-allowed' }));
    expect(drafting({ server: releases.anna.hex })).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(drafting({ targets: [releases.anna.hex, releases.anna.hex] })).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });
  test('that loses the signatures of the watchlist is refused', async () => {
    await release(releases, termsOf('watchlist', 1), 'list');
    const draft = draftRoot(draftOf(releases), { ...keysOf(releases), watchlist: [person().hex] }, { nowMs: NOW });
    await expect(publish(releases, draft)).rejects.toMatchObject({ code: 'unsigned' });
    expect(existsSync(releases.repository.path(metadataFile('root', 2)))).toBe(false);
  });
});
