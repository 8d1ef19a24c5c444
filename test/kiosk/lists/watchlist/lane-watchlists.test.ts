import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { listedDocument } from '../../../../kiosk/rules/document/listed-document.ts';
import { openWatchlists } from '../../../../kiosk/lists/watchlist/lane-watchlists.ts';
import { chainOfLists } from '../../../../kiosk/lists/watchlist/list-key.ts';
import { sealListKey } from '../../../../kiosk/lists/watchlist/list-key-delivery.ts';
import { LANE_KEY_REQUEST_FORM } from '../../../../server/contract/lane-key-request.ts';
import {
  fileOfDigest,
  folderSource,
  offerFile,
  SEALED_KEYS_FILE,
} from '../../../../kiosk/lists/watchlist/watchlist-source.ts';
import { readSignedFile } from '../../../../kiosk/fleet/handles/signed-file.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { documentSignedBy, signer } from '../../../support/signers.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import {
  NO_OWNER,
  numbers,
  offer,
  passport,
  type Published,
  publishBase,
  publishDelta,
  SECRET,
  STOLEN,
} from './list-of.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28);
const TERMS = [{ list: STOLEN, warnAfterMs: 2 * HOUR, referAfterMs: 24 * HOUR }];
const [anna, ben] = [signer(), signer()];

async function lane(options: { readonly withKey?: boolean; readonly dataDir?: string } = {}) {
  const { withKey = true, dataDir = temporaryFolder() } = options;
  const element = softSecureElement();
  if (withKey) await element.importChain(chainOfLists(7), Uint8Array.from(SECRET));
  const list: Published = { folder: temporaryFolder(), signers: [anna, ben], files: [] };
  const clock = turnedClock(NOW);
  const events: KioskEvent[] = [];
  const parts = {
    kioskId: 'lane-1' as KioskId,
    folders: { dataDir },
    source: folderSource(list.folder),
    signerKeys: [anna.hex, ben.hex],
    element,
    owner: NO_OWNER,
    terms: () => TERMS,
    requestFile: join(dataDir, 'request.json'),
    clock,
    log: (event: KioskEvent) => void events.push(event),
  };
  const watchlists = openWatchlists(parts);
  const ask = async (number: string, from = watchlists) => {
    const [answer] = await from.ask(listedDocument('P', 'UTO', new TextEncoder().encode(number)), TERMS);
    return answer?.kind === 'asked' ? answer.query.found : answer?.kind;
  };
  const refusals = () => events.flatMap((event) => (event.event === 'watchlist-refused' ? [event.code] : []));
  return { element, list, clock, watchlists, ask, refusals, parts, dataDir };
}
const listed = numbers(500);

describe('a lane with a watchlist', () => {
  it('finds each listed document and reports the version that it asked', async () => {
    const { list, watchlists, ask } = await lane();
    await publishBase(list, listed, NOW - HOUR);
    await publishDelta(list, [passport('NEW1')], NOW - MINUTE);
    offer(list, 1);
    await watchlists.look();
    for (const number of listed.slice(0, 20)) expect(await ask(number)).toBe('listed');
    expect(await ask('NEW1')).toBe('listed');
    expect(await ask('OTHER1')).toBe('not-listed');
    const [answer] = await watchlists.ask(listedDocument('P', 'UTO', new TextEncoder().encode('NEW1')), TERMS);
    const digest = list.files[1]?.file.digest;
    expect(answer).toEqual({
      kind: 'asked',
      isStale: false,
      query: {
        ...{ list: 'stolen', base: 1, delta: 1, digest, madeAt: NOW - MINUTE, askedAt: NOW },
        ...{ found: 'listed', variant: 'plain' },
      },
    });
    expect(watchlists.states()).toEqual([
      { list: 'stolen', state: 'current', version: { base: 1, delta: 1, madeAt: NOW - MINUTE } },
    ]);
  });

  it('follows deltas: the last one that names a document decides', async () => {
    const { list, watchlists, ask } = await lane();
    const number = listed[3] ?? '';
    await publishBase(list, listed, NOW - 3 * HOUR);
    const steps = [
      { action: 'remove', found: 'not-listed' },
      { action: 'add', found: 'listed' },
      { action: 'remove', found: 'not-listed' },
    ] as const;
    for (const [at, { action, found }] of steps.entries()) {
      await publishDelta(list, [passport(number, action)], NOW - 2 * HOUR + at);
      offer(list, at + 1);
      await watchlists.look();
      expect(await ask(number)).toBe(found);
    }
  });

  it('looks every minute, and answers from the list before while the newer one is refused', async () => {
    const { list, watchlists, ask, clock, refusals } = await lane();
    await publishBase(list, listed, NOW - HOUR);
    offer(list, 1);
    await watchlists.look();
    watchlists.follow();
    await publishDelta(list, [passport('NEW1')], NOW);
    offer(list, 2, [anna]);
    await clock.advance(2 * MINUTE);
    await watchlists.look();
    expect(refusals()).toEqual(['too-few-signatures']);
    expect(await ask('NEW1')).toBe('not-listed');
    offer(list, 2);
    await clock.advance(2 * MINUTE);
    await watchlists.look();
    expect(await ask('NEW1')).toBe('listed');
    await watchlists.close();
  });

  it.each([
    ['signed by one person', (list: Published) => offer(list, 2, [anna]), 'too-few-signatures'],
    ['signed twice by one person', (list: Published) => offer(list, 2, [anna, anna]), 'too-few-signatures'],
    ['signed by strangers', (list: Published) => offer(list, 2, [signer(), signer()]), 'too-few-signatures'],
    ['with an older number', (list: Published) => offer(list, 0), 'invalid'],
    ['of another kind', withKind, 'other-kind'],
    ['with a missing file', withoutLastFile, 'file-missing'],
    ['with a changed byte', withChangedByte, 'digest-differs'],
    ['with a shorter file', withShorterFile, 'length-differs'],
    ['whose deltas are in another order', withDeltasSwapped, 'delta-missing'],
    ['with a delta of another base', withOtherBase, 'other-base'],
  ])('refuses an offer %s and keeps its list', async (_what, spoil, why) => {
    const { list, watchlists, ask, refusals } = await lane();
    await publishBase(list, listed, NOW - HOUR);
    offer(list, 1);
    await watchlists.look();
    await publishDelta(list, [passport('NEW1')], NOW - 2);
    await publishDelta(list, [passport('NEW2')], NOW - 1);
    await Promise.resolve(spoil(list));
    await watchlists.look();
    expect(refusals()).toEqual([why]);
    expect(await ask('NEW1')).toBe('not-listed');
    expect(await ask(listed[0] ?? '')).toBe('listed');
  });

  it('refuses an older number after a restart too', async () => {
    const { list, watchlists, parts, refusals } = await lane();
    await publishBase(list, listed, NOW - HOUR);
    await publishDelta(list, [passport('NEW1')], NOW);
    offer(list, 5);
    await watchlists.look();
    list.files.splice(1);
    offer(list, 4);
    const again = openWatchlists(parts);
    await again.look();
    expect(refusals()).toEqual(['roll-back']);
    expect(again.states()).toEqual([{ list: 'stolen', state: 'missing' }]);
  });

  it('refuses a list made later than its clock, and one made with another key', async () => {
    const { list, watchlists, refusals } = await lane();
    await publishBase(list, listed, NOW + HOUR);
    offer(list, 1);
    await watchlists.look();
    expect(refusals()).toEqual(['made-later']);
    const stranger = await lane({ withKey: false });
    await stranger.element.makeChain(chainOfLists(7));
    await publishBase(stranger.list, listed, NOW);
    offer(stranger.list, 1);
    await stranger.watchlists.look();
    expect(stranger.refusals()).toEqual(['other-key']);
  });

  it('is ageing and then stale without newer deltas, and still finds', async () => {
    const { list, watchlists, clock } = await lane();
    await publishBase(list, listed, NOW);
    offer(list, 1);
    await watchlists.look();
    const stateAfter = async (ms: number) => {
      await clock.advance(ms);
      const [answer] = await watchlists.ask(listedDocument('P', 'UTO', new TextEncoder().encode(listed[0])), TERMS);
      return [watchlists.states()[0]?.state, answer?.kind === 'asked' && answer.isStale];
    };
    expect(await stateAfter(2 * HOUR)).toEqual(['current', false]);
    expect(await stateAfter(1)).toEqual(['ageing', false]);
    expect(await stateAfter(22 * HOUR)).toEqual(['stale', true]);
  });

  it('answers that it cannot ask: no list, no key, a document without a number', async () => {
    const { watchlists, list, ask, refusals, element } = await lane({ withKey: false });
    expect(await ask('L1')).toBe('unavailable');
    await publishBase(list, listed, NOW);
    offer(list, 1);
    await watchlists.look();
    expect(refusals()).toEqual(['key-missing']);
    await element.importChain(chainOfLists(7), Uint8Array.from(SECRET));
    await watchlists.look();
    expect(await ask(listed[0] ?? '')).toBe('listed');
    expect(await watchlists.ask(undefined, TERMS)).toEqual([{ kind: 'unavailable', list: 'stolen' }]);
  });

  it('takes the key that two people sealed to it, once, and asks for the next', async () => {
    const { watchlists, list, ask, parts, element } = await lane({ withKey: false });
    await publishBase(list, listed, NOW);
    offer(list, 1);
    await watchlists.look();
    const publicKey = Buffer.from(element.key).toString('hex');
    const read = readSignedFile(parts.requestFile, 'watchlist-key-request', LANE_KEY_REQUEST_FORM, publicKey);
    if (read.kind !== 'read') throw new Error(read.why);
    const sealed = await sealListKey(read.message, 7, Uint8Array.from(SECRET));
    const keys = { version: 1, number: 1, validFrom: 0, generation: 7, lanes: [sealed] };
    const write = (content: object) =>
      writeFileSync(
        join(list.folder, SEALED_KEYS_FILE),
        JSON.stringify(documentSignedBy('watchlist-keys', content, [anna, ben])),
      );
    write(keys);
    const before = readFileSync(parts.requestFile, 'utf8');
    await watchlists.look();
    expect(await ask(listed[0] ?? '')).toBe('listed');
    expect(readFileSync(parts.requestFile, 'utf8')).not.toBe(before);
    // Sealed to the request that is used: a copy opens nothing
    await element.destroyChain(chainOfLists(7));
    write({ ...keys, number: 2 });
    await watchlists.look();
    expect(await element.chains()).not.toContainEqual(chainOfLists(7));
  });
});

function withKind({ folder, files, signers }: Published): void {
  const [base] = files.map(({ file }) => file);
  const content = { version: 1, number: 2, validFrom: 0, list: 'stolen', base, deltas: [] };
  writeFileSync(join(folder, offerFile(STOLEN)), JSON.stringify(documentSignedBy('notice', content, signers)));
}

const lastFile = ({ folder, files }: Published): string => join(folder, fileOfDigest(files.at(-1)?.file.digest ?? ''));

function withoutLastFile(list: Published): void {
  offer(list, 2);
  rmSync(lastFile(list));
}

function withChangedByte(list: Published): void {
  offer(list, 2);
  const bytes = readFileSync(lastFile(list));
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(lastFile(list), bytes);
}

function withShorterFile(list: Published): void {
  offer(list, 2);
  writeFileSync(lastFile(list), readFileSync(lastFile(list)).subarray(0, -1));
}

function withDeltasSwapped({ files, ...list }: Published): void {
  const [base, first, second] = files;
  offer({ ...list, files: [base, second, first].filter((file) => file !== undefined) }, 2);
}

async function withOtherBase(list: Published): Promise<void> {
  const [base] = list.files;
  const other: Published = { ...list, files: [] };
  await publishBase(other, ['X1'], NOW - HOUR, 2);
  await publishDelta(other, [passport('NEW1')], NOW);
  offer({ ...list, files: [base, other.files[1]].filter((file) => file !== undefined) }, 2);
}
