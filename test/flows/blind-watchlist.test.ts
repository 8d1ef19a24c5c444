/**
 * A blind list over all of its parts: the office makes it, a lane holds it, a server relays, and the owner's service evaluates. A listed
 * document is found and another one is not; server and owner see neither.
 */
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../hardware/host/system-clock.ts';
import { documentWatchlist } from '../../kiosk/rules/decision/document-checks.ts';
import { NO_EVIDENCE } from '../../kiosk/rules/decision/evidence.ts';
import { DEVELOPMENT_POLICY } from '../../kiosk/rules/decision/policy.ts';
import { listedDocument } from '../../kiosk/rules/document/listed-document.ts';
import { plainLink } from '../../kiosk/fleet/uplink/server-link.ts';
import { makeBlindPair } from '../../kiosk/lists/watchlist/blind-tag.ts';
import { type EvaluatorOptions, openEvaluator } from '../../kiosk/lists/watchlist/build/evaluator.ts';
import { openWatchlists } from '../../kiosk/lists/watchlist/lane-watchlists.ts';
import { ownerBehind } from '../../kiosk/lists/watchlist/list-owner.ts';
import { folderSource } from '../../kiosk/lists/watchlist/watchlist-source.ts';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { READ_DOCUMENT } from '../kiosk/rules/decision/evidence-samples.ts';
import { numbers, offer, type Published, publishBase, STOLEN } from '../kiosk/lists/watchlist/list-of.ts';
import { runServer } from '../server/fixtures/running-server.ts';
import { signer } from '../support/signers.ts';
import { softSecureElement } from '../support/soft-secure-element.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TERMS = [{ list: STOLEN, warnAfterMs: 3_600_000, referAfterMs: 7_200_000, blind: { answerMs: 5_000 } }];
type Entry = Parameters<EvaluatorOptions['onRequest']>[0];

async function world() {
  const keys = [{ list: STOLEN, pair: makeBlindPair() }];
  const audit: Entry[] = [];
  const options = { keys, tls: undefined, perMinute: 600, clock: backgroundClock };
  const owner = openEvaluator({ ...options, onRequest: (entry) => void audit.push(entry) });
  owner.listen(0, '127.0.0.1');
  await once(owner, 'listening');
  onTestFinished(() => {
    owner.closeAllConnections();
    owner.close();
  });
  const url = `http://127.0.0.1:${(owner.address() as AddressInfo).port}/`;
  const watchlistSourcesFile = join(temporaryFolder(), 'sources.json');
  writeFileSync(watchlistSourcesFile, JSON.stringify({ [STOLEN]: { url } }));
  const server = await runServer({ watchlistSourcesFile });

  const element = softSecureElement();
  const kioskId = kioskIdSchema.parse('north-1');
  const publicKeyHex = Buffer.from(await element.publicKey()).toString('hex');
  await server.enrol({ id: kioskId, publicKeyHex } as Parameters<typeof server.enrol>[0]);
  const list: Published = { folder: temporaryFolder(), signers: [signer(), signer()], files: [] };
  await publishBase(list, numbers(20), Math.round(backgroundClock.wallMs()), 1, keys[0]);
  offer(list, 1);
  const link = plainLink(new URL(server.url));
  onTestFinished(() => link.close());
  const dataDir = temporaryFolder();
  const watchlists = openWatchlists({
    ...{ kioskId, folders: { dataDir }, source: folderSource(list.folder), element, clock: backgroundClock },
    signerKeys: list.signers.map(({ hex }) => hex),
    owner: ownerBehind({ kioskId, clock: backgroundClock, secureElement: element, link }),
    ...{ terms: () => TERMS, requestFile: join(dataDir, 'request.json'), log: () => undefined },
  });
  await watchlists.look();
  const judge = async (number: string) => {
    const answers = await watchlists.ask(listedDocument('P', 'UTO', new TextEncoder().encode(number)), TERMS);
    const evidence = { ...NO_EVIDENCE, document: READ_DOCUMENT, watchlists: answers };
    return { answers, finding: documentWatchlist(evidence, { ...DEVELOPMENT_POLICY, watchlists: TERMS }) };
  };
  return { server, owner, audit, judge };
}

describe('a blind list over lane, server and owner', () => {
  it('clears a document that is not listed and refers one that is', async () => {
    const { judge, audit, server } = await world();
    const clear = await judge('CLEAR0001');
    expect(clear.finding).toEqual({ result: 'passed' });
    const hit = await judge(numbers(1)[0] ?? '');
    expect(hit.finding).toEqual({ result: 'failed', reason: 'document-listed' });
    expect(hit.answers).toMatchObject([{ kind: 'asked', query: { list: STOLEN, variant: 'blind', found: 'listed' } }]);
    expect(audit.map(({ result, elements }) => [result, elements])).toEqual([
      ['answered', 1],
      ['answered', 1],
    ]);
    for (const number of ['CLEAR0001', numbers(1)[0] ?? '']) {
      expect(JSON.stringify(audit) + server.log.join()).not.toContain(number);
    }
  });

  it('refers while the owner is away', async () => {
    const { judge, owner } = await world();
    owner.closeAllConnections();
    owner.close();
    expect((await judge('CLEAR0001')).finding).toEqual({ result: 'inconclusive', reason: 'watchlist-unavailable' });
  });
});
