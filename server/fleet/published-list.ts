import type { Clock } from '../base/clock.ts';
import { listRevoked } from './certificate-table.ts';
import type { Connection } from '../database/connection.ts';
import type { Authority } from './authority.ts';
import { signRevocationList } from './revocation-list.ts';

/** A list is handed out for so long before another is signed, ms: with a lane's asking, far below a minute. */
const SIGN_EVERY_MS = 5_000;

/** The list of revoked certificates as it is handed out. Signed on demand, at most every five seconds, whoever asks how often. */
export class PublishedList {
  readonly #authority: Authority;
  readonly #knex: Connection;
  readonly #clock: Clock;
  #signed: { readonly at: number; readonly list: Promise<Uint8Array> } | undefined;

  constructor(authority: Authority, knex: Connection, clock: Clock) {
    this.#authority = authority;
    this.#knex = knex;
    this.#clock = clock;
  }

  /** DER. */
  current(): Promise<Uint8Array> {
    const now = this.#clock.monotonicMs();
    const held = this.#signed;
    if (held !== undefined && now - held.at < SIGN_EVERY_MS) return held.list;
    const list = this.#sign();
    this.#signed = { at: now, list };
    list.catch(() => {
      this.#signed = undefined;
    });
    return list;
  }

  /** Something was revoked: the next that is asked for says so. */
  renew(): void {
    this.#signed = undefined;
  }

  async #sign(): Promise<Uint8Array> {
    const nowMs = this.#clock.wallMs();
    return signRevocationList(this.#authority, await listRevoked(this.#knex, nowMs), nowMs);
  }
}
