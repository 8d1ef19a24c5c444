import type { Clock } from '../../../hardware/host/clock.ts';
import { listRevoked } from './certificate-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { Authority } from './authority.ts';
import { signRevocationList } from './revocation-list.ts';

/** Time for which a signed list is reused, ms. Together with the lanes' polling this stays far below a minute. */
const SIGN_EVERY_MS = 5_000;

/** The published list of revoked certificates. Signed on demand, at most every five seconds regardless of the number of requests. */
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

  /** Call it after a revocation: the next list is signed anew. */
  renew(): void {
    this.#signed = undefined;
  }

  async #sign(): Promise<Uint8Array> {
    const nowMs = this.#clock.wallMs();
    return signRevocationList(this.#authority, await listRevoked(this.#knex, nowMs), nowMs);
  }
}
