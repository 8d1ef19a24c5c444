import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { listedDocument } from '../../../../kiosk/rules/document/listed-document.ts';
import { readSignedFile } from '../../../../kiosk/fleet/handles/signed-file.ts';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import type { ReleaseSource } from '../../../../kiosk/fleet/releases/release-source.ts';
import { openWatchlists } from '../../../../kiosk/lists/watchlist/lane-watchlists.ts';
import { chainOfLists } from '../../../../kiosk/lists/watchlist/list-key.ts';
import { sealListKey } from '../../../../kiosk/lists/watchlist/list-key-delivery.ts';
import { LANE_KEY_REQUEST_FORM } from '../../../../server/contract/lane-key-request.ts';
import { releasedSource } from '../../../../kiosk/lists/watchlist/released-source.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { documentBytes } from '../../../../server/contract/signed-document.ts';
import { LIST_KEYS_FORM } from '../../../../server/contract/watchlist.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { draftList } from '../../../../server/lanes/releases/draft-list.ts';
import { repetitions } from '../../../support/extent.ts';
import { draftOf, newReleases, publish, release, rootOf, termsOf } from '../../../support/release-fixture.ts';
import { openLaneChannel, setClock } from '../../../support/release-lane.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NO_OWNER, numbers, passport, type Published, publishBase, publishDelta, SECRET, STOLEN } from './list-of.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 28);
const TERMS = [{ list: STOLEN, warnAfterMs: 2 * HOUR, referAfterMs: 24 * HOUR }];
const documentOf = (number: string) => listedDocument('P', 'UTO', new TextEncoder().encode(number));

/** A lane that follows the channel, and the owner of its list. */
async function released(options: { readonly withKey?: boolean } = {}) {
  const { withKey = true } = options;
  const element = softSecureElement();
  if (withKey) await element.importChain(chainOfLists(7), Uint8Array.from(SECRET));
  const releases = await newReleases(temporaryFolder(), NOW);
  const clock = setClock(NOW);
  const dataDir = temporaryFolder();
  const events: KioskEvent[] = [];
  const log = (event: object) => void events.push(event as KioskEvent);
  const channel = await openLaneChannel({ dataDir, root: rootOf(releases), clock, onEvent: log });
  const open = () =>
    openWatchlists({
      ...{
        kioskId: 'lane-1' as KioskId,
        folders: { dataDir },
        source: releasedSource(channel.targets),
        signerKeys: [],
      },
      ...{ element, owner: NO_OWNER, terms: () => TERMS, requestFile: join(dataDir, 'request.json'), log },
      // The channel tells of changes, so nothing happens by time
      clock: { ...clock, wallMs: () => clock.nowMs, after: () => () => undefined },
    });
  const watchlists = open();
  watchlists.follow();
  const list: Published = { folder: temporaryFolder(), signers: [], files: [] };
  const server = folderSource(releases.repository.folder);
  let isOff = false;
  const off = async () => ({ kind: 'unreachable' }) as const;
  const source: ReleaseSource = {
    name: 'server',
    metadata: (...asked) => (isOff ? off() : server.metadata(...asked)),
    piece: (...asked) => (isOff ? off() : server.piece(...asked)),
  };
  const offer = async (base = 1) => {
    releases.nowMs = clock.nowMs;
    const [first, ...deltas] = list.files.map(({ file }) => file);
    const draftFile = join(list.folder, 'stolen.draft.json');
    writeFileSync(
      draftFile,
      JSON.stringify({ version: 1, number: 1, validFrom: 0, list: STOLEN, base: first, deltas }),
    );
    const draft = await draftList(draftOf(releases), { folder: list.folder, draftFile, base }, { nowMs: clock.nowMs });
    await publish(releases, draft, [releases.owner]);
  };
  const ask = async (number: string) => {
    const [answer] = await watchlists.ask(documentOf(number), TERMS);
    if (answer?.kind !== 'asked') throw new Error(`not answered: ${answer?.kind}`);
    return answer.query;
  };
  const update = async () => {
    const failure = await channel.update(source);
    await watchlists.look();
    return failure;
  };
  const serverIsOff = (now: boolean) => void (isOff = now);
  return { element, releases, clock, channel, watchlists, list, offer, ask, update, serverIsOff, source, events, open };
}

describe('a watchlist of the signed channel', () => {
  it('answers each query of a day with hourly deltas and six hours without the server, and names the version used', async () => {
    const { clock, list, offer, ask, update, serverIsOff, watchlists } = await released();
    const known = numbers(repetitions(10_000, 1_000_000));
    await publishBase(list, known, NOW);
    await offer();
    await update();
    // Versions as the owner made them: a document that is added in hour N is removed again in hour N + 5
    const madeAt = [NOW];
    let used = 0;
    let answered = 0;
    const expectAnswers = async (atMost: number): Promise<void> => {
      for (const number of [
        known[answered % known.length] ?? '',
        `NEW${used}`,
        `NEW${used + 1}`,
        `NEW${Math.max(0, used - 5)}`,
      ]) {
        const query = await ask(number);
        const version = query.delta;
        expect(version).toBeGreaterThanOrEqual(used);
        expect(version).toBeLessThanOrEqual(atMost);
        const hour = Number(/^NEW(\d+)$/.exec(number)?.[1]);
        const isListed = Number.isNaN(hour) || (hour >= 1 && hour <= version && version < hour + 5);
        expect([query.found, query.madeAt]).toEqual([isListed ? 'listed' : 'not-listed', madeAt[version]]);
        expect(query.digest).toBe(list.files[version]?.file.digest);
        answered += 1;
      }
    };
    for (let hour = 1; hour <= 24; hour += 1) {
      clock.nowMs = NOW + hour * HOUR;
      const removed = hour > 5 ? [passport(`NEW${hour - 5}`, 'remove')] : [];
      await publishDelta(list, [passport(`NEW${hour}`), ...removed], clock.nowMs);
      madeAt.push(clock.nowMs);
      await offer();
      const isOff = hour >= 9 && hour < 15;
      serverIsOff(isOff);
      const updating = update();
      // Travellers who are served while the lists are exchanged
      const isTaken = () => isOff || watchlists.states()[0]?.version?.delta === hour;
      while (!isTaken()) {
        await expectAnswers(hour);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      expect(await updating).toBe(isOff ? 'unreachable' : undefined);
      if (!isOff) used = hour;
      for (let quarter = 0; quarter < 4; quarter += 1) {
        clock.nowMs += 15 * MINUTE - 1;
        await expectAnswers(used);
      }
      const { state } = watchlists.states()[0] ?? {};
      expect(state).toBe(hour - used < 1 || clock.nowMs - (madeAt[used] ?? 0) <= 2 * HOUR ? 'current' : 'ageing');
    }
    expect(used).toBe(24);
    expect(answered).toBeGreaterThan(24 * 16);
  });

  it('changes as a whole: a missing delta leaves the list before in use, also after a new base', async () => {
    const { releases, list, offer, ask, update, clock } = await released();
    await publishBase(list, ['A1'], NOW);
    await publishDelta(list, [passport('A2')], NOW + 1);
    await offer();
    await update();
    expect(await ask('A2')).toMatchObject({ base: 1, delta: 1, found: 'listed' });
    clock.nowMs += HOUR;
    await publishBase(list, ['A1'], NOW, 2);
    await publishDelta(list, [passport('A3')], clock.nowMs);
    await offer(2);
    const entry = entriesIn(releases.repository, 'watchlist').find(({ terms }) => terms.name === 'stolen.delta.1');
    const file = releases.repository.path(`targets/watchlist/stolen.delta.1/${entry?.digest}.2`);
    writeFileSync(file, 'other bytes');
    expect(await update()).toBe('mixed');
    expect(await ask('A2')).toMatchObject({ base: 1, delta: 1, found: 'listed' });
    await publishDelta(list, [passport('A4')], clock.nowMs);
    expect(list.files).toHaveLength(3);
  });

  it('is taken without a restart, and is there after one', async () => {
    const { list, offer, ask, update, open } = await released();
    await update();
    await expect(ask('A1')).rejects.toThrow('unavailable');
    await publishBase(list, ['A1'], NOW);
    await offer();
    await update();
    expect((await ask('A1')).found).toBe('listed');
    const again = open();
    await again.look();
    const [answer] = await again.ask(documentOf('A1'), TERMS);
    expect(answer).toMatchObject({ kind: 'asked', query: { found: 'listed' } });
  });

  it('takes the key that the channel delivers, sealed to its request', async () => {
    const { releases, list, offer, ask, update, element, watchlists, channel, source } = await released({
      withKey: false,
    });
    await publishBase(list, ['A1'], NOW);
    await offer();
    await update();
    await watchlists.look();
    await expect(ask('A1')).rejects.toThrow('unavailable');
    const { requestFile } = {
      requestFile: join(channelFolder(channel.targets.of('watchlist')[0]?.file), 'request.json'),
    };
    const publicKey = Buffer.from(element.key).toString('hex');
    const read = readSignedFile(requestFile, 'watchlist-key-request', LANE_KEY_REQUEST_FORM, publicKey);
    if (read.kind !== 'read') throw new Error(read.why);
    const lanes = [await sealListKey(read.message, 7, Uint8Array.from(SECRET))];
    const keys = documentBytes(LIST_KEYS_FORM, { version: 1, number: 1, validFrom: 0, generation: 7, lanes });
    await release(releases, termsOf('watchlist-keys', 1), keys);
    expect(await channel.update(source)).toBeUndefined();
    await watchlists.look();
    expect((await ask('A1')).found).toBe('listed');
  });

  it('refuses a draft with a changed file, or with other files under the same base', async () => {
    const { list, offer } = await released();
    await publishBase(list, ['A1'], NOW);
    await offer();
    const [base] = list.files;
    await publishBase(list, ['A1', 'A2'], NOW);
    await expect(offer()).rejects.toThrow('another file');
    writeFileSync(join(list.folder, `${base?.file.digest}.watchlist`), 'other bytes');
    list.files.splice(0, 1, ...(base === undefined ? [] : [base]));
    await expect(offer(2)).rejects.toThrow('differs');
  });
});

/** The lane's data folder, three above the file of a target. */
function channelFolder(file = ''): string {
  return join(file, '..', '..', '..');
}
