/**
 * The cost of the two ways in which a partner counts its documents, in the lane and at the partner: pseudonyms, and a blind list (VOPRF of RFC
 * 9497, ristretto255, @noble/curves), for one document and for as many as one query holds. Beside them an OPRF with its key at the lanes,
 * which is not built. `npm run bench -- pseudonyms`; `server/sharing/pseudonyms.md` compares them.
 */
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealPseudonym } from '../../kiosk/lists/partners/seal-pseudonym.ts';
import {
  blindDocument,
  blindTagWith,
  evaluateBlinded,
  makeBlindPair,
  unblind,
} from '../../kiosk/lists/watchlist/blind-tag.ts';
import { MAX_BLIND_BATCH } from '../../server/contract/blind-query.ts';
import { documentOfPartner } from '../../server/contract/partner-pseudonyms.ts';
import { watchlistIdSchema } from '../../server/contract/watchlist.ts';
import { countDocuments } from '../../server/sharing/program/count-documents.ts';
import { makePseudonymKey, pseudonymWith, readPseudonymKey } from '../../server/sharing/program/pseudonym-key.ts';
import { type Spread, spreadOf } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const CALLS = 300;
const OPENED = 1_000;
const MONTH = '2026-04';

async function timed(call: () => unknown): Promise<Spread> {
  const times: number[] = [];
  for (let count = 0; count < CALLS + 10; count += 1) {
    const startedMs = performance.now();
    await call();
    if (count >= 10) times.push(performance.now() - startedMs);
  }
  return spreadOf(times);
}

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-pseudonyms-'));
const file = join(folder, 'seen.key');
makePseudonymKey(file);
const key = readPseudonymKey(file);
rmSync(folder, { recursive: true });
const agreement = { id: 'documents-seen', version: 1, digest: 'ab'.repeat(32) };
const term = { agreement, sealTo: key.sealTo };
const document = documentOfPartner('UTO', 'L898902C3');
const place = { agreement: agreement.id, month: MONTH };
const pseudonym = pseudonymWith(key, place, document);

const sealed: Uint8Array[] = [];
for (let at = 0; at < OPENED; at += 1) sealed.push(await sealPseudonym(term, MONTH, pseudonym));
const content = {
  ...{ form: 1 as const, agreement, dataset: 'documents' as const, period: { name: MONTH, from: 0, to: 1 } },
  sealed: Buffer.concat(sealed).toString('base64url'),
};
const openMs = async () => (await processorMs(() => countDocuments(content, key, []), 1)) / OPENED;

/** Processor time of one call, ms, which other work on the machine changes little. */
async function processorMs(call: () => unknown, calls: number): Promise<number> {
  for (let warmUp = 0; warmUp < 5; warmUp += 1) await call();
  const before = process.cpuUsage();
  for (let count = 0; count < calls; count += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / calls;
}

/** Processor time for one document, ms, by the number of documents in a query. */
async function blindQueryOf(documents: number) {
  const pair = makeBlindPair();
  const list = watchlistIdSchema.parse('lost');
  const numbers = Array.from({ length: documents }, (_, at) => Buffer.from(`P\nUTO\nL${at}`));
  const made = numbers.map((one) => blindDocument(list, one));
  const elements = made.map(({ element }) => element);
  const answer = evaluateBlinded(pair, elements);
  if (answer === undefined) throw new Error('the owner did not answer');
  const each = async (call: () => unknown) => (await processorMs(call, Math.ceil(CALLS / documents))) / documents;
  return {
    documents,
    blindMs: await each(() => numbers.map((one) => blindDocument(list, one))),
    evaluateMs: await each(() => evaluateBlinded(pair, elements)),
    unblindMs: await each(() => unblind(made, pair.publicKey, answer)),
    listMs: await each(() => numbers.map((one) => blindTagWith(pair, list, one))),
  };
}

const { oprf } = ristretto255_oprf;
const { secretKey } = oprf.generateKeyPair();
const { blind, blinded } = oprf.blind(document);
const evaluated = oprf.blindEvaluate(secretKey, blinded);
const measured = {
  pseudonym: {
    computeMs: await timed(() => pseudonymWith(key, place, document)),
    sealMs: await timed(() => sealPseudonym(term, MONTH, pseudonym)),
    openMs: await openMs(),
  },
  blindList: [await blindQueryOf(1), await blindQueryOf(4), await blindQueryOf(MAX_BLIND_BATCH)],
  oprf: {
    blindMs: await timed(() => oprf.blind(document)),
    evaluateMs: await timed(() => oprf.blindEvaluate(secretKey, blinded)),
    finalizeMs: await timed(() => oprf.finalize(document, blind, evaluated)),
  },
};
const rounded = JSON.parse(
  JSON.stringify(measured, (_name, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value,
  ),
) as Record<string, unknown>;
writeRecord('pseudonyms', rounded);
process.stdout.write(`${JSON.stringify(rounded, null, 1)}\n`);
