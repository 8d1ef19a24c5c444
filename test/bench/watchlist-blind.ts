/**
 * One query of a plain and of a blind list, side by side: bytes, processor time of each party, and the time to make a list of a million
 * documents. Without networks and without the secure element, which take what they take for other messages of a lane.
 */
import { randomBytes } from 'node:crypto';
import {
  blindDocument,
  blindTagOf,
  blindTagWith,
  evaluateBlinded,
  makeBlindPair,
  unblind,
} from '../../kiosk/lists/watchlist/blind-tag.ts';
import { buildFilter } from '../../kiosk/lists/watchlist/build/build-filter.ts';
import { tagSet } from '../../kiosk/lists/watchlist/build/tag-set.ts';
import { tagWith } from '../../kiosk/lists/watchlist/list-key.ts';
import { listedDocument } from '../../kiosk/rules/document/listed-document.ts';
import { MAX_BLIND_BATCH, blindQueryBytes } from '../../server/contract/blind-query.ts';
import { encodeEnvelope } from '../../server/contract/envelope.ts';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { watchlistIdSchema } from '../../server/contract/watchlist.ts';
import { writeRecord } from './support/record.ts';

const QUERIES = 200;
const MADE = 2_000;
const LISTED = 1_000_000;

const list = watchlistIdSchema.parse('stolen');
const kioskId = kioskIdSchema.parse('lane-1');
const encoder = new TextEncoder();
const documentOf = (at: number): Uint8Array => {
  const document = listedDocument('P', 'UTO', encoder.encode(`L${at}`));
  if (document === undefined) throw new Error('is no document');
  return document;
};

/** Processor time of one call, ms, after a tenth of the calls. Other programs on the computer do not change it. */
function processorMs(times: number, work: (at: number) => void): number {
  const before = Math.floor(times / 10);
  for (let at = 0; at < before; at += 1) work(at);
  const { user, system } = process.cpuUsage();
  for (let at = before; at < times; at += 1) work(at);
  const used = process.cpuUsage({ user, system });
  return (used.user + used.system) / 1_000 / (times - before);
}

const rounded = (value: number): number => Number(value.toPrecision(3));
const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the owner refuses an honest query');
  return value;
};

/** Writes the record `watchlist-blind` and returns it. */
export function measureBlind(): Readonly<Record<string, unknown>> {
  const secret = randomBytes(32);
  const pair = makeBlindPair();
  const { publicKey } = pair;
  const documents = Array.from({ length: MADE }, (_, at) => documentOf(at));
  const documentAt = (at: number): Uint8Array => documents[at % MADE] ?? new Uint8Array();
  const questions = Array.from({ length: QUERIES }, (_, at) => blindDocument(list, documentAt(at)));
  const answers = questions.map(({ element }) => present(evaluateBlinded(pair, [element])));

  const blindMs = processorMs(QUERIES, (at) => void blindDocument(list, documentAt(at)));
  const evaluateMs = processorMs(QUERIES, (at) => void evaluateBlinded(pair, [questions[at]?.element ?? '']));
  const unblindMs = processorMs(QUERIES, (at) => {
    const [output] = present(unblind([present(questions[at])], publicKey, present(answers[at])));
    blindTagOf(present(output));
  });
  const batch = questions.slice(0, MAX_BLIND_BATCH).map(({ element }) => element);
  const batchMs = processorMs(20, () => void evaluateBlinded(pair, batch));
  const plainTagMs = processorMs(20_000, (at) => void tagWith(secret, documentAt(at)));
  const blindTagMs = processorMs(MADE, (at) => void blindTagWith(pair, list, documentAt(at)));

  const set = tagSet();
  const random = new Uint32Array(randomBytes(8 * LISTED).buffer);
  for (let at = 0; at < LISTED; at += 1) set.add({ high: random[2 * at + 1] ?? 0, low: random[2 * at] ?? 0 });
  const { tags, count } = set.sorted();
  const filterS = processorMs(1, () => void buildFilter(tags, count)) / 1_000;

  const [question, answer] = [present(questions[0]), present(answers[0])];
  const queryId = 'ab'.repeat(16);
  const payload = blindQueryBytes({
    version: 1,
    kioskId,
    queryId,
    list,
    publicKey,
    elements: [question.element],
    at: 1.8e12,
  });
  const up = encodeEnvelope({ kioskId, payload, signature: new Uint8Array(64) }).length;
  const down = JSON.stringify({ version: 1, queryId, ...answer }).length;
  const toOwner = JSON.stringify({
    version: 1,
    requestId: queryId,
    list,
    publicKey,
    elements: [question.element],
  }).length;
  const measured = {
    plain: {
      ...{ bytesLaneToServer: 0, bytesServerToLane: 0, bytesServerToOwner: 0, bytesOwnerToServer: 0 },
      ...{ laneMs: rounded(plainTagMs), ownerMs: 0 },
      secondsForAMillionDocuments: rounded((plainTagMs * LISTED) / 1_000 + filterS),
    },
    blind: {
      ...{ bytesLaneToServer: up, bytesServerToLane: down, bytesServerToOwner: toOwner, bytesOwnerToServer: down + 2 },
      ...{
        laneMs: rounded(blindMs + unblindMs),
        laneBlindMs: rounded(blindMs),
        laneVerifyAndUnblindMs: rounded(unblindMs),
      },
      ...{ ownerMs: rounded(evaluateMs), evaluationsPerSecondOnOneCore: Math.round(1_000 / evaluateMs) },
      evaluationsPerSecondInBatchesOf16: Math.round((1_000 * MAX_BLIND_BATCH) / batchMs),
      // From the time for 2,000 documents: a million take half an hour
      secondsForAMillionDocuments: Math.round((blindTagMs * LISTED) / 1_000 + filterS),
    },
  };
  writeRecord('watchlist-blind', measured);
  return measured;
}
