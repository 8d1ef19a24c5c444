/**
 * Publishes the lists of a partner as `postern-server releases publish` does. A row tells that it began before the repository is changed, so that
 * the next look can tell how it ended when the server stops in between.
 */
import { createHash, randomBytes } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { metadataFile, targetFile } from '../../contract/release-repository.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { Draft } from '../../lanes/releases/draft.ts';
import { entriesIn } from '../../lanes/releases/draft.ts';
import { publishDraft } from '../../lanes/releases/publish-draft.ts';
import { recordPublications } from '../../lanes/releases/record-publications.ts';
import { ReleaseError } from '../../lanes/releases/release-error.ts';
import { repositoryIn } from '../../lanes/releases/repository.ts';
import { type JudgedChange, type JudgedPublication, judgePublication } from './judge-publication.ts';
import { refusedAt, type Refused } from './judge-list.ts';
import { raiseListChanged } from './list-alarm.ts';
import type { ListDesk } from './list-desk.ts';
import { keptFiles, markPublished } from './tables/file-table.ts';
import {
  attemptsOf,
  begunAttempts,
  endAttempt,
  insertAttempt,
  type ListAttempt,
} from './tables/list-publication-table.ts';
import { uploadPath } from './take-piece.ts';

const HOUR_MS = 3_600_000;
const LATEST = 200;

export type PublishedLists =
  /** `lists`: those that changed. */
  { readonly kind: 'published'; readonly version: number; readonly lists: readonly string[] } | Refused;

/** Called in the transaction that tells the outcome, so that the call is recorded with it. */
type Enter = (transaction: Transaction, published: PublishedLists) => Promise<void>;

export function publishLists(desk: ListDesk, party: string, bytes: Uint8Array, enter: Enter): Promise<PublishedLists> {
  return desk.steps.run(async () => {
    await settleBegun(desk);
    const metadataDigest = createHash('sha256').update(bytes).digest('hex');
    const repeated = await earlier(desk, party, metadataDigest);
    if (repeated !== undefined) {
      await desk.context.queue.run((transaction) => enter(transaction, repeated));
      await desk.context.ledger.settle();
      return repeated;
    }
    const judged = await judgePublication(desk, party, bytes);
    if (judged.kind === 'refused') return refuse(desk, { party, metadataDigest, refused: judged }, enter);
    return publish(desk, { party, metadataDigest, bytes, judged }, enter);
  });
}

/** The partner did not get the answer to a publication that came through, and sends it again. */
async function earlier(desk: ListDesk, party: string, metadataDigest: string): Promise<PublishedLists | undefined> {
  if (digestOfNewest(desk) !== metadataDigest) return undefined;
  const own = (await attemptsOf(desk.context.knex, party, LATEST)).filter(
    (one) => one.metadataDigest === metadataDigest && one.outcome === 'published',
  );
  const version = own[0]?.metadataVersion;
  if (version === undefined || version === null) return undefined;
  return { kind: 'published', version, lists: own.flatMap(({ list }) => (list === null ? [] : [list])) };
}

function digestOfNewest({ repository }: ListDesk): string | undefined {
  const version = repository.newest('watchlist');
  if (version === 0) return undefined;
  const bytes = readFileSync(repository.path(metadataFile('watchlist', version)));
  return createHash('sha256').update(bytes).digest('hex');
}

interface Begun {
  readonly party: string;
  readonly metadataDigest: string;
  readonly bytes: Uint8Array;
  readonly judged: Extract<JudgedPublication, { readonly kind: 'fits' }>;
}

async function publish(
  desk: ListDesk,
  { party, metadataDigest, bytes, judged }: Begun,
  enter: Enter,
): Promise<PublishedLists> {
  const { queue, clock, ledger } = desk.context;
  const { metadata, changes, files } = judged;
  const { version } = metadata.signed;
  const at = Math.round(clock.wallMs());
  const about = { party, metadataVersion: version, metadataDigest, at };
  await queue.run(async (transaction) => {
    for (const change of changes) await insertAttempt(transaction, begunChange(about, change));
    if (changes.length === 0) await insertAttempt(transaction, { ...attempt(about), change: 'renewed' });
  });
  const folder = join(desk.uploads, '.publishing');
  try {
    const draft = repositoryIn(folder);
    await rm(folder, { recursive: true, force: true });
    for (const [entry, path] of files) {
      const place = draft.path(targetFile(entry.terms, entry.digest));
      makeFolderSync(dirname(place));
      await link(path, place);
    }
    makeFolderSync(join(folder, 'metadata'));
    await writeFile(draft.path(metadataFile('watchlist', version)), bytes);
    await publishDraft(desk.repository, { ...draft, changed: ['watchlist'] } satisfies Draft, clock.wallMs());
  } catch (error) {
    // The next look finds out how far an attempt with another failure came, such as a failure of a disk
    if (!(error instanceof ReleaseError)) throw error;
    await queue.run((transaction) => endAttempt(transaction, { metadataDigest }, 'interrupted'));
    // The files or the repository have changed since they were judged, for example by a publication by hand
    return refuse(desk, { party, metadataDigest, refused: refusedAt('not-published', error.code) }, enter);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const lists = changes.map(({ own }) => own.clause.list);
  const published: PublishedLists = { kind: 'published', version, lists };
  await finish(desk, await begunAttempts(desk.context.knex), (transaction) => enter(transaction, published));
  await ledger.settle();
  return published;
}

type About = Pick<ListAttempt, 'party' | 'metadataDigest' | 'at'> & Partial<ListAttempt>;

function attempt(about: About): ListAttempt {
  return {
    id: randomBytes(16).toString('hex'),
    agreement: null,
    agreementVersion: null,
    list: null,
    change: null,
    metadataVersion: null,
    base: null,
    delta: null,
    documents: null,
    madeAt: null,
    outcome: 'begun',
    refusal: null,
    place: null,
    ...about,
  };
}

function begunChange(about: About, { own, change, version }: JudgedChange): ListAttempt {
  const { agreement, version: agreementVersion, clause } = own;
  return attempt({ ...about, agreement, agreementVersion, list: clause.list, change, ...version });
}

/** A publication has its outcome, its files and its alarms in one transaction. Then the copies that arrived are erased. */
async function finish(
  desk: ListDesk,
  attempts: readonly ListAttempt[],
  also: (transaction: Transaction) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { context, repository } = desk;
  const at = Math.round(context.clock.wallMs());
  await recordPublications(repository, context);
  const named = new Set(entriesIn(repository, 'watchlist').map(({ digest }) => digest));
  const files = (await keptFiles(context.knex)).filter(
    ({ party, digest, publishedAt }) =>
      publishedAt === null && named.has(digest) && attempts.some((one) => one.party === party),
  );
  const raised = await context.queue.run(async (transaction) => {
    const alarms: Alarm[] = [];
    for (const metadataDigest of new Set(attempts.map((one) => one.metadataDigest)))
      await endAttempt(transaction, { metadataDigest }, 'published');
    await markPublished(
      transaction,
      files.map(({ id }) => id),
      at,
    );
    for (const { list, change } of attempts)
      if (change === 'withdrawn' && list !== null)
        alarms.push(await raiseListChanged(transaction, 'withdrawn', list, at));
    await also(transaction);
    return alarms;
  });
  for (const alarm of raised) context.alarms.announce(alarm);
  for (const { party, digest } of files) await rm(uploadPath(desk, party, digest), { force: true });
}

/** Closes attempts whose outcome is unknown because the server stopped. */
export async function settleBegun(desk: ListDesk): Promise<void> {
  const { knex, queue } = desk.context;
  const begun = await begunAttempts(knex);
  if (begun.length === 0) return;
  const digest = digestOfNewest(desk);
  const through = begun.filter(({ metadataDigest }) => metadataDigest === digest);
  if (through.length > 0) await finish(desk, through);
  for (const one of begun)
    if (one.metadataDigest !== digest) await queue.run((transaction) => endAttempt(transaction, one, 'interrupted'));
}

async function refuse(
  desk: ListDesk,
  {
    party,
    metadataDigest,
    refused,
  }: { readonly party: string; readonly metadataDigest: string; readonly refused: Refused },
  enter: Enter,
): Promise<Refused> {
  const { queue, clock, ledger, alarms } = desk.context;
  const { refusal, place, list = null } = refused;
  const at = Math.round(clock.wallMs());
  const alarm = await queue.run(async (transaction) => {
    const isNews = refusal === 'too-many-changes' && list !== null && !(await wasRefused(transaction, party, list, at));
    const raised = isNews ? await raiseListChanged(transaction, refusal, list, at) : undefined;
    await insertAttempt(transaction, attempt({ party, metadataDigest, at, outcome: 'refused', refusal, place, list }));
    await enter(transaction, refused);
    return raised;
  });
  if (alarm !== undefined) alarms.announce(alarm);
  await ledger.settle();
  return refused;
}

/** A partner that repeats a refused change raises one alarm an hour. */
async function wasRefused(database: Connection, party: string, list: string, at: number): Promise<boolean> {
  const latest = await attemptsOf(database, party, LATEST);
  return latest.some((one) => one.list === list && one.refusal === 'too-many-changes' && one.at > at - HOUR_MS);
}
