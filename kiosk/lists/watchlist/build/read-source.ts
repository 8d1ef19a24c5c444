/** Reads the changes of a list from the authority's connector (`server/contract/watchlist-source.ts`), page by page. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { parseJson } from '../../../../server/contract/payload.ts';
import type { WatchlistId } from '../../../../server/contract/watchlist.ts';
import {
  CHANGES_LIMIT_BYTES,
  CHANGES_PATH,
  CHANGES_PER_PAGE,
  type ChangesAnswer,
  changesAnswerSchema,
  type ChangesRequest,
  type SourceSettings,
} from '../../../../server/contract/watchlist-source.ts';
import { exchangeBy } from '../../../fleet/uplink/server-link.ts';
import type { ReadRecord } from './read-csv.ts';

/** The position at which a reading ended, and its time. */
export interface ReadingEnd {
  /** For the next delta. */
  readonly cursor: string;
  /** Wall ms of the authority's records at the first page, which the list is as new as. */
  readonly asOf: number;
  /** Requests; the authority's audit names each of them. */
  readonly requestIds: readonly string[];
}

export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** More pages than the largest list has. */
const MAX_PAGES = 50_000;

/**
 * Yields every record and returns where it ended. Throws `SourceError` when a page does not arrive in time, is too large,
 * malformed, or the answer to another request: a list with a page missing is not made.
 *
 * @param after `null`: the whole list
 */
export async function* readSource(
  settings: SourceSettings,
  list: WatchlistId,
  after: string | null,
): AsyncGenerator<ReadRecord, ReadingEnd> {
  const ask = askerOf(settings);
  const requestIds: string[] = [];
  let cursor = after;
  let asOf: number | undefined;
  let line = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const requestId = randomBytes(16).toString('hex');
    requestIds.push(requestId);
    const answer = await ask({ version: 1, requestId, list, after: cursor, most: CHANGES_PER_PAGE });
    asOf ??= answer.asOf;
    for (const { action, ...document } of answer.changes) {
      line += 1;
      yield { kind: 'record', line, record: { action, ...document } };
    }
    if (answer.more && answer.next === cursor) throw new SourceError('the source repeats a page');
    cursor = answer.next;
    if (!answer.more) return { cursor, asOf, requestIds };
  }
  throw new SourceError(`the source has more than ${MAX_PAGES} pages`);
}

function askerOf(settings: SourceSettings): (request: ChangesRequest) => Promise<ChangesAnswer> {
  const { url, caFile, certificateFile, keyFile, authorizationFile, timeoutMs } = settings;
  const agent = url.startsWith('https:')
    ? new TlsAgent({
        ...(caFile !== undefined && { ca: readFileSync(caFile) }),
        ...(certificateFile !== undefined && { cert: readFileSync(certificateFile) }),
        ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
      })
    : new Agent();
  const authorization = authorizationFile === undefined ? undefined : readFileSync(authorizationFile, 'utf8').trim();
  const place = new URL(CHANGES_PATH, url.endsWith('/') ? url : `${url}/`);
  return async (request) => {
    const body = Buffer.from(JSON.stringify(request));
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await exchangeBy(agent, place, { method: 'POST', body, authorization }, CHANGES_LIMIT_BYTES, signal);
    if (answer === undefined) throw new SourceError('the source did not answer in time');
    if (!answer.ok) throw new SourceError('the source refused the request');
    const read = changesAnswerSchema.safeParse(parseJson(answer.body)?.json);
    if (!read.success || read.data.requestId !== request.requestId) throw new SourceError('the answer is not valid');
    return read.data;
  };
}
