/**
 * Passes a lane's blinded elements to the owner of a list. The owner learns neither the lane nor its message: it gets the elements and an id
 * made here. This server learns the lane and the time, which the lane's report says too, and cannot judge or make an answer: the lane
 * verifies the owner's proof.
 */
import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import {
  BLIND_QUERY_SKEW_MS,
  type BlindAnswer,
  type BlindQuery,
  EVALUATE_LIMIT_BYTES,
  EVALUATE_PATH,
  evaluateAnswerSchema,
  readBlindQuery,
} from '../../contract/blind-query.ts';
import type { SourceSettings } from '../../contract/watchlist-source.ts';
import { authenticate, type JudgeAuthor } from '../ingest/authenticate.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';
import { exchangeWithSource } from '../../border/watchlist/source-exchange.ts';
import { addToCounts, lockCounts } from './query-counts.ts';

/** A lane serves a traveller in about 15 s at best, and may try a document twice. More is a search. */
export const QUERIES_PER_HOUR = 240;
export const QUERIES_PER_DAY = 2_400;
/** Requests to owners at one time. More are refused, so that an owner who is slow does not use up the server. */
const MAX_IN_FLIGHT = 256;
/** Those to the owner of one list: a slow owner leaves room for the lists that decide about travellers. */
export const IN_FLIGHT_OF_LIST = 192;

const HOUR_MS = 3_600_000;

export const hourOf = (wallMs: number): number => Math.floor(wallMs / HOUR_MS);

export interface BlindDesk {
  readonly context: IngestContext;
  /** The connectors of this server, by list; read for each query. */
  readonly sources: () => ReadonlyMap<string, SourceSettings>;
  /** Connections to owners are kept open, because a traveller waits. */
  readonly agents: { readonly http: Agent; readonly https: TlsAgent };
  /** By list. */
  readonly inFlight: Map<string, number>;
}

export function openBlindDesk(context: IngestContext, sources: BlindDesk['sources']): BlindDesk {
  const options = { keepAlive: true, maxFreeSockets: 16, timeout: 30_000 };
  return { context, sources, agents: { http: new Agent(options), https: new TlsAgent(options) }, inFlight: new Map() };
}

export type RelayedQuery = { readonly kind: 'answered'; readonly answer: BlindAnswer } | Refusal;

/** Rejects as `receiveReport` does. */
export async function relayQuery(desk: BlindDesk, wire: Uint8Array, judgeAuthor?: JudgeAuthor): Promise<RelayedQuery> {
  const { context } = desk;
  const sender = await authenticate(context, 'blind-query', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readBlindQuery(sender.envelope);
  if (read.kind === 'refused') {
    context.alarms.raise({ kind: 'invalid-message', kioskId: sender.kiosk.id, fromSequence: null, toSequence: null });
    return read;
  }
  const { query } = read;
  const at = Math.round(context.clock.wallMs());
  if (Math.abs(at - query.at) > BLIND_QUERY_SKEW_MS) {
    return refuse('invalid-message', "is too far from the server's time", 'at');
  }
  const settings = desk.sources().get(query.list);
  if (settings === undefined)
    return refuse('unavailable', 'this server has no connection to the owner of the list', 'list');
  if (isBusy(desk, query.list)) return refuse('unavailable', 'too many queries wait for an owner');
  const { inFlight } = desk;
  // In the turn of the check, so that queries at the same time cannot all take the last place
  inFlight.set(query.list, (inFlight.get(query.list) ?? 0) + 1);
  try {
    return (await count(context, query, at)) ?? (await passOn(desk, settings, query));
  } finally {
    inFlight.set(query.list, (inFlight.get(query.list) ?? 0) - 1);
  }
}

function isBusy({ inFlight }: BlindDesk, list: string): boolean {
  const all = [...inFlight.values()].reduce((sum, one) => sum + one, 0);
  return all >= MAX_IN_FLIGHT || (inFlight.get(list) ?? 0) >= IN_FLIGHT_OF_LIST;
}

/** Counted before the owner is asked: an answer that is lost was an evaluation too. */
async function count({ queue, alarms }: IngestContext, query: BlindQuery, at: number): Promise<Refusal | undefined> {
  const { kioskId, elements } = query;
  const outcome = await queue.run(async (transaction) => {
    const hour = hourOf(at);
    const { thisHour, thisDay } = await lockCounts(transaction, query, hour);
    const isWithin = thisHour + elements.length <= QUERIES_PER_HOUR && thisDay + elements.length <= QUERIES_PER_DAY;
    if (isWithin) {
      await addToCounts(transaction, query, hour, elements.length);
      return { isWithin } as const;
    }
    const reason = {
      kind: 'blind-queries-too-many',
      kioskId,
      fromSequence: null,
      toSequence: null,
    } as const;
    return { isWithin, alarm: await raiseAndEnter(transaction, reason, at) } as const;
  });
  if (outcome.isWithin) return undefined;
  if (outcome.alarm !== undefined) alarms.announce(outcome.alarm);
  return { ...refuse('rate-limited', 'the lane has asked this list often enough'), retryAfterS: HOUR_MS / 1_000 };
}

async function passOn(desk: BlindDesk, settings: SourceSettings, query: BlindQuery): Promise<RelayedQuery> {
  const { list, publicKey, elements, queryId } = query;
  const requestId = randomBytes(16).toString('hex');
  const reply = await exchangeWithSource(settings, {
    path: EVALUATE_PATH,
    message: { version: 1, requestId, list, publicKey, elements },
    limitBytes: EVALUATE_LIMIT_BYTES,
    agent: settings.url.startsWith('https:') ? desk.agents.https : desk.agents.http,
  });
  if (reply.kind === 'away') return refuse('unavailable', 'the owner of the list did not answer');
  const answer = evaluateAnswerSchema.safeParse(reply.json);
  const fits = answer.success && answer.data.requestId === requestId && answer.data.elements.length === elements.length;
  if (!fits) return refuse('unavailable', 'the owner of the list did not answer as agreed');
  const { elements: evaluated, proof } = answer.data;
  return { kind: 'answered', answer: { version: 1, queryId, elements: evaluated, proof } };
}
