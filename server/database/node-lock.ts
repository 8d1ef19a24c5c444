/**
 * Only one of several servers on a PostgreSQL database works; the others stand by and take over when it ends. SQLite needs no such lock:
 * its files are on one machine, where a second server finds its port in use.
 */
import pg from 'pg';
import type { Clock } from '../../hardware/host/clock.ts';
import type { StorePlace } from './place.ts';
import { StoreError } from './store-error.ts';

export interface NodeLock {
  /** Resolves when this server has lost the lock and must stop, because another server may be working. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/** This program's advisory lock. It lasts as long as the connection that holds it. */
const LOCK = 0x706f_7375;
/** Longest time without a working server after one has died. */
const ASK_EVERY_MS = 1_000;
/** A silently lost connection is detected within this time. */
const CHECK_EVERY_MS = 5_000;

export interface NodeLockParts {
  readonly clock: Clock;
  /** Called once when this server begins to stand by. */
  readonly onStandBy: () => void;
}

/** Takes the lock unless another server has it. On SQLite it always succeeds. Rejects with `StoreError` `unavailable`. */
export async function tryNodeLock(place: StorePlace, clock: Clock): Promise<NodeLock | undefined> {
  const given = new AbortController();
  try {
    return await holdNodeLock(place, { clock, onStandBy: () => given.abort() }, given.signal);
  } catch (error) {
    if (given.signal.aborted) return undefined;
    throw error;
  }
}

/** Resolves once this server has the lock. Rejects with `StoreError` `unavailable`, also after `signal` has fired. */
export async function holdNodeLock(
  { postgres }: StorePlace,
  parts: NodeLockParts,
  signal?: AbortSignal,
): Promise<NodeLock> {
  if (postgres === undefined) return { lost: new Promise(() => undefined), release: () => Promise.resolve() };
  const { password, ...login } = postgres.login();
  const client = new pg.Client({
    ...login,
    ...(password !== undefined && { password }),
    application_name: 'postern node lock',
    keepAlive: true,
    connectionTimeoutMillis: CHECK_EVERY_MS,
    query_timeout: CHECK_EVERY_MS,
  });
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  try {
    await client.connect();
    for (let standsBy = false; !(await take(client)); standsBy = true) {
      if (!standsBy) parts.onStandBy();
      signal?.throwIfAborted();
      await new Promise<void>((resolve) => parts.clock.after(ASK_EVERY_MS, resolve));
    }
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw new StoreError('unavailable', 'the database cannot tell which server is working', { cause });
  }
  return watch(client, parts.clock, ended);
}

async function take(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK]);
  return rows[0]?.held === true;
}

function watch(client: pg.Client, clock: Clock, ended: Promise<void>): NodeLock {
  let released = false;
  let cancel: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    const lose = () => {
      cancel();
      if (!released) resolve();
    };
    const check = () => {
      cancel = clock.after(CHECK_EVERY_MS, () => void client.query('select 1').then(check, lose));
    };
    check();
    void ended.then(lose);
  });
  return {
    lost,
    async release() {
      released = true;
      cancel();
      await client.end().catch(() => undefined);
    },
  };
}
