/**
 * Only one of several servers on a PostgreSQL database works; the others stand by and take over when it ends. SQLite needs no such lock:
 * its files are on one machine, where a second server finds its port in use.
 */
import pg from 'pg';
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import type { StorePlace } from './place.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { StoreError } from './store-error.ts';

export interface NodeLock {
  /** Resolves when this server has lost the lock permanently and must stop, because another server may be working. */
  readonly lost: Promise<void>;
  /**
   * From now on a lock that was lost with its connection is taken again, for half a minute, while the number of the working server is still
   * this one. Without a number a lost lock is lost permanently.
   */
  fencedBy(number: number): void;
  /** Whether the lock was lost with its connection and is being taken again. */
  isPaused(): boolean;
  /** Resolves to `true` when this server has the lock, as far as it is known, and to `false` when it is lost permanently. */
  mayWrite(): Promise<boolean>;
  /** As `mayWrite`, but asks the database. */
  confirm(): Promise<boolean>;
  /** Gives the lock up permanently, because another server has begun to work. */
  yield(): void;
  release(): Promise<void>;
}

/** This program's advisory lock. It lasts as long as the connection that holds it. */
const LOCK = 0x706f_7375;
/** Longest time without a working server after one has died. */
const ASK_EVERY_MS = 1_000;
/** A database that restarts or moves to another machine takes seconds. */
const REGAIN_WITHIN_MS = 30_000;
/** A silently lost connection is detected within this time. */
const CHECK_EVERY_MS = 5_000;

export interface NodeLockParts {
  readonly clock: Clock;
  /** Called once when this server begins to stand by. */
  readonly onStandBy: () => void | Promise<void>;
  /** The lock was lost with its connection, and this server writes nothing until it has it again. */
  readonly onPause?: () => void;
  readonly onResume?: () => void;
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
  if (postgres === undefined) return ALWAYS_HELD;
  const connection = connectionTo(postgres);
  const { client } = connection;
  const unavailable = async (cause: unknown) => {
    await client.end().catch(() => undefined);
    return new StoreError('unavailable', 'the database cannot tell which server is working', { cause });
  };
  const isFree = () => take(client).catch(async (cause: unknown) => Promise.reject(await unavailable(cause)));
  try {
    await client.connect();
  } catch (cause) {
    throw await unavailable(cause);
  }
  for (let standsBy = false; !(await isFree()); standsBy = true) {
    try {
      if (!standsBy) await parts.onStandBy();
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (signal?.aborted === true) throw await unavailable(signal.reason);
    await pause(parts.clock, ASK_EVERY_MS);
  }
  return new HeldLock(postgres, connection, parts);
}

/** SQLite: no other server. */
const ALWAYS_HELD: NodeLock = {
  lost: new Promise(() => undefined),
  fencedBy: () => undefined,
  isPaused: () => false,
  yield: () => undefined,
  mayWrite: () => Promise.resolve(true),
  confirm: () => Promise.resolve(true),
  release: () => Promise.resolve(),
};

interface LockConnection {
  readonly client: pg.Client;
  readonly ended: Promise<void>;
}

function connectionTo(postgres: PostgresAddress): LockConnection {
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
  return { client, ended };
}

async function take(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK]);
  return rows[0]?.held === true;
}

class HeldLock implements NodeLock {
  readonly #postgres: PostgresAddress;
  readonly #parts: NodeLockParts;
  readonly #released = new AbortController();
  #connection: LockConnection;
  #number: number | undefined;
  #isPaused = false;
  /** Whether the lock is held. Waits while it is taken again. */
  #held: Promise<boolean> = Promise.resolve(true);
  #cancel: () => void = () => undefined;
  #reportLost: () => void = () => undefined;
  readonly lost: Promise<void>;

  constructor(postgres: PostgresAddress, connection: LockConnection, parts: NodeLockParts) {
    this.#postgres = postgres;
    this.#parts = parts;
    this.#connection = connection;
    this.lost = new Promise((resolve) => (this.#reportLost = resolve));
    this.#watch(connection);
  }

  fencedBy(number: number): void {
    this.#number = number;
  }

  isPaused(): boolean {
    return this.#isPaused;
  }

  mayWrite(): Promise<boolean> {
    return this.#held;
  }

  async confirm(): Promise<boolean> {
    const connection = this.#connection;
    if (!(await this.#held)) return false;
    await connection.client.query('select 1').catch(() => this.#lose(connection));
    return this.#held;
  }

  yield(): void {
    const connection = this.#connection;
    this.#cancel();
    this.#connection = { ...connection };
    this.#held = Promise.resolve(false);
    void connection.client.end().catch(() => undefined);
    this.#reportLost();
  }

  async release(): Promise<void> {
    this.#released.abort();
    this.#cancel();
    await this.#held;
    await this.#connection.client.end().catch(() => undefined);
  }

  #watch(connection: LockConnection): void {
    const lose = () => this.#lose(connection);
    const check = () => {
      this.#cancel = this.#parts.clock.after(
        CHECK_EVERY_MS,
        () => void connection.client.query('select 1').then(check, lose),
      );
    };
    check();
    void connection.ended.then(lose);
  }

  #lose(connection: LockConnection): void {
    if (connection !== this.#connection || this.#released.signal.aborted) return;
    this.#cancel();
    const number = this.#number;
    // A later call for the same connection does nothing
    this.#connection = { ...connection };
    this.#isPaused = true;
    this.#parts.onPause?.();
    this.#held = (number === undefined ? Promise.resolve(undefined) : this.#regain(number)).then((regained) => {
      this.#isPaused = false;
      void connection.client.end().catch(() => undefined);
      if (regained === undefined) {
        if (!this.#released.signal.aborted) this.#reportLost();
        return false;
      }
      this.#connection = regained;
      this.#watch(regained);
      this.#parts.onResume?.();
      return true;
    });
  }

  /** The lock on another connection; `undefined` when another server works, or when the database did not come back in time. */
  async #regain(number: number): Promise<LockConnection | undefined> {
    const { clock } = this.#parts;
    const untilMs = clock.monotonicMs() + REGAIN_WITHIN_MS;
    do {
      const connection = connectionTo(this.#postgres);
      const answer = await ask(connection.client, number);
      if (answer === 'held') return connection;
      void connection.client.end().catch(() => undefined);
      if (answer === 'displaced') return undefined;
      await pause(clock, ASK_EVERY_MS, this.#released.signal);
    } while (clock.monotonicMs() < untilMs && !this.#released.signal.aborted);
    return undefined;
  }
}

/** `later`: the database does not answer, or the lost connection or another server has the lock and has not begun to work. */
async function ask(client: pg.Client, number: number): Promise<'held' | 'displaced' | 'later'> {
  try {
    await client.connect();
    const isHeld = await take(client);
    const { rows } = await client.query<{ fence: string }>('select fence from feed where id = 1');
    if (Number(rows[0]?.fence) !== number) return 'displaced';
    return isHeld ? 'held' : 'later';
  } catch {
    return 'later';
  }
}
