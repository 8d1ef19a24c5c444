/** The partner's program sends lists: from a draft of the server's newest metadata to the publication, with breaks. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { draftList } from '../../../../server/lanes/releases/draft-list.ts';
import { signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import { MAX_PIECE_BYTES } from '../../../../server/sharing/lists/vocabulary.ts';
import { beginDraft } from '../../../../server/sharing/program/draft-of-lists.ts';
import { type Progress, sendLists } from '../../../../server/sharing/program/send-lists.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { STOLEN } from '../../../kiosk/lists/watchlist/list-of.ts';
import { listAgreement, listWorld, OTHER_OWNER, OWNER } from '../fixtures/list-owner.ts';
import { partnerSettings } from '../fixtures/partner-program.ts';
import { differences } from '../fixtures/sharing-year.ts';

test('the program drafts, sends in pieces, continues after a break, and publishes once', async () => {
  const agreement = listAgreement({ mostDocuments: 600_000, mostBytes: 8_388_608 });
  const world = await listWorld(agreement);
  const { server, clock, owner, list, repository } = world;
  const releasesRoot = repository.path(metadataFile('root', 1));
  const settings = { ...partnerSettings(server, world, [agreement]), releasesRoot };
  // Two pieces
  await owner.base(550_000);
  const folder = join(temporaryFolder(), 'draft');
  const begun = await beginDraft(settings, folder, clock.wallMs());
  expect(begun.changed).toEqual([]);
  const draftFile = join(list.folder, 'stolen.draft.json');
  const content = { version: 1, number: 1, validFrom: 0, list: STOLEN, base: list.files[0]?.file, deltas: [] };
  writeFileSync(draftFile, JSON.stringify(content));
  const draft = await draftList(begun, { folder: list.folder, draftFile, base: 1 }, { nowMs: clock.wallMs() });
  await signDraft(draft, OWNER);

  const progress: Progress[] = [];
  const broken = sendLists(settings, folder, (now) => {
    progress.push(now);
    if (progress.length === 1) throw new Error('the power failed');
  });
  await expect(broken).rejects.toThrow('the power failed');
  expect(repository.newest('watchlist')).toBe(0);
  const bytes = list.files[0]?.file.bytes ?? 0;
  expect(progress.map(({ sent }) => sent)).toEqual([MAX_PIECE_BYTES]);
  const sent = await sendLists(settings, folder, (now) => void progress.push(now));
  expect(sent).toEqual({ version: 1, lists: ['stolen'], files: 1 });
  // The second run began where the first one ended
  expect(progress.slice(1)).toEqual([{ name: 'stolen.base', sent: bytes, bytes }]);
  expect(entriesIn(repository, 'watchlist').map(({ digest }) => digest)).toEqual([list.files[0]?.file.digest]);
  expect(await sendLists(settings, folder, () => undefined)).toEqual({ version: 1, lists: ['stolen'], files: 0 });
  expect(await differences(server)).toEqual([]);
});

test('the program begins no draft from metadata that do not follow from the first root of the agency', async () => {
  const world = await listWorld();
  const { server, clock, owner, repository } = world;
  const settings = partnerSettings(server, world, [listAgreement()]);
  const folder = join(temporaryFolder(), 'draft');
  await expect(beginDraft(settings, folder, clock.wallMs())).rejects.toThrow('releasesRoot');
  const other = await listWorld();
  const releasesRoot = other.repository.path(metadataFile('root', 1));
  await expect(beginDraft({ ...settings, releasesRoot }, folder, clock.wallMs())).rejects.toThrow('not signed');
  expect(existsSync(folder)).toBe(false);
  await owner.base(3);
  const draft = await owner.signed({}, OTHER_OWNER.key);
  const own = { ...settings, releasesRoot: repository.path(metadataFile('root', 1)) };
  await expect(sendLists(own, draft.folder, () => undefined)).rejects.toMatchObject({
    ...{ code: 'list-refused', place: 'stolen', reason: 'not-the-owner' },
  });
});
