import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { documentWatchlist } from '../../../../kiosk/rules/decision/document-checks.ts';
import { DEVELOPMENT_POLICY, policySchema, type WatchlistTerms } from '../../../../kiosk/rules/decision/policy.ts';
import { NO_EVIDENCE } from '../../../../kiosk/rules/decision/evidence.ts';
import { listedDocument } from '../../../../kiosk/rules/document/listed-document.ts';
import { evaluateBlinded, makeBlindPair } from '../../../../kiosk/lists/watchlist/blind-tag.ts';
import type { BlindListKey } from '../../../../kiosk/lists/watchlist/build/make-list.ts';
import { openWatchlists } from '../../../../kiosk/lists/watchlist/lane-watchlists.ts';
import { chainOfLists, keyOfList } from '../../../../kiosk/lists/watchlist/list-key.ts';
import type { ListOwner } from '../../../../kiosk/lists/watchlist/list-owner.ts';
import { folderSource } from '../../../../kiosk/lists/watchlist/watchlist-source.ts';
import { watchlistQuerySchema } from '../../../../server/contract/watchlist.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { signer } from '../../../support/signers.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';
import { numbers, offer, passport, type Published, publishBase, publishDelta, SECRET, STOLEN } from './list-of.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28);
const OWN = watchlistIdSchema.parse('own');
const [anna, ben] = [signer(), signer()];
const KEY: BlindListKey = { list: STOLEN, pair: makeBlindPair() };
const AGES = { warnAfterMs: 2 * HOUR, referAfterMs: 24 * HOUR };
const BLIND: WatchlistTerms = { list: STOLEN, ...AGES, blind: { answerMs: 1_000 } };
const WITH_PLAIN: WatchlistTerms = { ...BLIND, blind: { answerMs: 1_000, plainList: OWN } };
const listed = numbers(30);

const honest: ListOwner['evaluate'] = async ({ elements }) => evaluateBlinded(KEY.pair, elements);
const documentOf = (number: string) => listedDocument('P', 'UTO', new TextEncoder().encode(number));

/** A lane with a blind list, and a plain one of fewer documents. */
async function lane(terms: WatchlistTerms, options: { readonly withPlain?: boolean } = {}) {
  const element = softSecureElement();
  await element.importChain(chainOfLists(7), Uint8Array.from(SECRET));
  const clock = turnedClock(NOW);
  const events: KioskEvent[] = [];
  const folder = temporaryFolder();
  const list: Published = { folder, signers: [anna, ben], files: [] };
  const plain: Published = { folder, signers: [anna, ben], files: [] };
  const world = { evaluate: honest, asked: [] as Parameters<ListOwner['evaluate']>[0][] };
  await publishBase(list, listed, NOW - HOUR, 1, KEY);
  offer(list, 1);
  if (options.withPlain !== false) {
    const key = { list: OWN, generation: 7, secret: keyOfList(SECRET, OWN) };
    await publishBase(plain, listed.slice(0, 10), NOW - HOUR, 1, key);
    offer(plain, 1, plain.signers, OWN);
  }
  const dataDir = temporaryFolder();
  const watchlists = openWatchlists({
    ...{ kioskId: 'lane-1' as KioskId, folders: { dataDir }, source: folderSource(folder) },
    ...{ signerKeys: [anna.hex, ben.hex], element, terms: () => [terms], clock },
    ...{ requestFile: join(dataDir, 'request.json'), log: (event: KioskEvent) => void events.push(event) },
    owner: {
      evaluate(question, answerMs) {
        world.asked.push(question);
        return world.evaluate(question, answerMs);
      },
    },
  });
  await watchlists.look();
  const ask = async (number: string) => (await watchlists.ask(documentOf(number), [terms]))[0];
  const judged = async (number: string) => {
    const answers = await watchlists.ask(documentOf(number), [terms]);
    const policy = { ...DEVELOPMENT_POLICY, watchlists: [terms] };
    return documentWatchlist({ ...NO_EVIDENCE, document: READ_DOCUMENT, watchlists: answers }, policy);
  };
  const told = (name: KioskEvent['event']) => events.filter(({ event }) => event === name);
  return { list, watchlists, ask, judged, world, told };
}

describe('a lane with a blind list', () => {
  it('finds each listed document, and reports variant, version and time', async () => {
    const { list, ask, judged } = await lane(BLIND);
    for (const number of listed.slice(0, 5))
      expect(await judged(number)).toEqual({ result: 'failed', reason: 'document-listed' });
    expect(await judged('OTHER1')).toEqual({ result: 'passed' });
    const answer = await ask(listed[0] ?? '');
    const query = {
      ...{ list: STOLEN, base: 1, delta: 0, digest: list.files[0]?.file.digest, madeAt: NOW - HOUR },
      ...{ askedAt: NOW, found: 'listed', variant: 'blind' },
    };
    expect(answer).toEqual({ kind: 'asked', isStale: false, query });
    expect(watchlistQuerySchema.parse(query)).toEqual(query);
  });

  it('follows deltas of the owner', async () => {
    const { list, ask, watchlists } = await lane(BLIND);
    await publishDelta(list, [passport('NEW1'), passport(listed[3] ?? '', 'remove')], NOW, KEY);
    offer(list, 2);
    await watchlists.look();
    expect(await ask('NEW1')).toMatchObject({ query: { found: 'listed', delta: 1 } });
    expect(await ask(listed[3] ?? '')).toMatchObject({ query: { found: 'not-listed' } });
  });

  it('sends the owner an element that differs each time, and nothing else', async () => {
    const { ask, world } = await lane(BLIND);
    for (let at = 0; at < 5; at += 1) await ask(listed[0] ?? '');
    expect(new Set(world.asked.map(({ elements }) => elements[0])).size).toBe(5);
    for (const question of world.asked) {
      expect(question).toEqual({ list: STOLEN, publicKey: KEY.pair.publicKey, elements: [expect.any(String)] });
    }
  });

  it('refers while the owner is away, when the policy names no other list', async () => {
    const { judged, ask, world, told } = await lane(BLIND);
    world.evaluate = async () => undefined;
    expect(await ask(listed[0] ?? '')).toEqual({ kind: 'unavailable', list: STOLEN });
    expect(await judged('OTHER1')).toEqual({ result: 'inconclusive', reason: 'watchlist-unavailable' });
    world.evaluate = honest;
    expect(await judged('OTHER1')).toEqual({ result: 'passed' });
    expect(told('watchlist-owner')).toEqual([
      { event: 'watchlist-owner', list: STOLEN, answering: false },
      { event: 'watchlist-owner', list: STOLEN, answering: true },
    ]);
  });

  it('asks the plain list of the policy while the owner is away, and says so', async () => {
    const { ask, judged, world, watchlists } = await lane(WITH_PLAIN);
    expect(watchlists.states().map(({ list, state }) => [list, state])).toEqual([
      [STOLEN, 'current'],
      [OWN, 'current'],
    ]);
    world.evaluate = async () => undefined;
    expect(await ask(listed[0] ?? '')).toMatchObject({
      kind: 'asked',
      query: { list: OWN, variant: 'plain', insteadOf: STOLEN, found: 'listed' },
    });
    expect(await judged(listed[0] ?? '')).toEqual({ result: 'failed', reason: 'document-listed' });
    expect(await judged(listed[20] ?? '')).toEqual({ result: 'passed' });
  });

  it('refers when the owner is away and the plain list is missing', async () => {
    const { judged, world } = await lane(WITH_PLAIN, { withPlain: false });
    world.evaluate = async () => undefined;
    expect(await judged('OTHER1')).toEqual({ result: 'inconclusive', reason: 'watchlist-unavailable' });
  });

  it.each<[string, ListOwner['evaluate']]>([
    ['of another key', async ({ elements }) => evaluateBlinded(makeBlindPair(), elements)],
    ['for another element', async () => evaluateBlinded(KEY.pair, [makeBlindPair().publicKey])],
    ['that repeats the question', async ({ elements }) => ({ elements, proof: '00'.repeat(64) })],
    [
      'without the proof',
      async ({ elements }) => {
        const answer = evaluateBlinded(KEY.pair, elements);
        return answer && { ...answer, proof: 'ab'.repeat(64) };
      },
    ],
  ])('refers an answer %s, counts it, and never asks the plain list then', async (_what, evaluate) => {
    const { judged, watchlists, world, told } = await lane(WITH_PLAIN);
    world.evaluate = evaluate;
    expect(await judged('OTHER1')).toEqual({ result: 'inconclusive', reason: 'watchlist-unavailable' });
    expect(watchlists.unproven()).toBe(1);
    expect(told('watchlist-unproven')).toEqual([{ event: 'watchlist-unproven', list: STOLEN }]);
  });

  it.each<[string, WatchlistTerms, BlindListKey | undefined]>([
    ['a plain list where the policy asks blindly', BLIND, undefined],
    ['a blind list where the policy asks plainly', { list: STOLEN, ...AGES }, KEY],
  ])('refuses %s', async (_what, terms, key) => {
    const { list, watchlists, ask, told } = await lane(terms);
    await publishBase(list, listed, NOW, 2, key);
    offer(list, 2);
    await watchlists.look();
    expect(told('watchlist-refused').at(-1)).toEqual({
      event: 'watchlist-refused',
      list: STOLEN,
      code: 'other-variant',
    });
    expect(await ask('OTHER1')).not.toMatchObject({ query: { base: 2 } });
  });

  it('uses a new key as soon as the new base names it', async () => {
    const { list, watchlists, ask, world } = await lane(BLIND);
    const next: BlindListKey = { list: STOLEN, pair: makeBlindPair() };
    world.evaluate = async ({ publicKey, elements }) =>
      evaluateBlinded(publicKey === next.pair.publicKey ? next.pair : KEY.pair, elements);
    expect(await ask(listed[0] ?? '')).toMatchObject({ query: { found: 'listed', base: 1 } });
    await publishBase(list, listed, NOW, 2, next);
    offer(list, 2);
    await watchlists.look();
    expect(await ask(listed[0] ?? '')).toMatchObject({ query: { found: 'listed', base: 2 } });
    expect(world.asked.at(-1)?.publicKey).toBe(next.pair.publicKey);
  });
});

describe('a policy with blind lists', () => {
  const policy = (watchlists: unknown) =>
    policySchema.safeParse({
      ...DEVELOPMENT_POLICY,
      requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'document-watchlist'],
      watchlists,
    }).success;

  it('names a time limit, and each list once, also where it stands in for another', () => {
    expect(policy([BLIND])).toBe(true);
    expect(policy([WITH_PLAIN])).toBe(true);
    expect(policy([{ ...BLIND, blind: {} }])).toBe(false);
    expect(policy([WITH_PLAIN, { list: OWN, ...AGES }])).toBe(false);
    expect(policy([{ ...BLIND, blind: { answerMs: 1_000, plainList: STOLEN } }])).toBe(false);
  });
});
