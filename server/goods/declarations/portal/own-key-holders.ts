import type { Mode } from '../../../../hardware/host/mode.ts';
import type { Clock } from '../../../../hardware/host/clock.ts';
import type { Events } from '../../../platform/base/events.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { TraderScope } from '../api/vocabulary.ts';
import { findOwnKey, markOwnKeyUsed } from '../tables/own-keys.ts';
import { isPresent } from '../../../people/portals/portal-person.ts';
import { findTraderPerson } from '../tables/trader-people.ts';

/** The last use is stored at most this often, to save writes. */
const USED_EVERY_MS = 300_000;

interface OwnKeyHolder {
  readonly trader: string;
  readonly scopes: readonly TraderScope[];
}

/** Whose declarations a self-made key may see and submit, and when it was used last. */
export class OwnKeyHolders {
  readonly #knex: RoomContext['knex'];
  readonly #queue: RoomContext['queue'];
  readonly #clock: Clock;
  readonly #events: Events;
  readonly #mode: Mode;
  readonly #marking = new Set<string>();

  constructor({ knex, queue, clock, events }: Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'events'>, mode: Mode) {
    this.#knex = knex;
    this.#queue = queue;
    this.#clock = clock;
    this.#events = events;
    this.#mode = mode;
  }

  /** `undefined` when no one made such a key; `over` when it, or the access of its person, has ended. */
  async find(digest: string): Promise<OwnKeyHolder | 'over' | undefined> {
    const key = await findOwnKey(this.#knex, digest);
    if (key === undefined) return undefined;
    const now = this.#clock.wallMs();
    const person = await findTraderPerson(this.#knex, key.person);
    const isOver = key.endedAt !== null || key.validUntil <= now;
    if (isOver || person === undefined || !isPresent(person, this.#mode)) return 'over';
    this.#touch(digest, key.usedAt, Math.round(now));
    return { trader: person.trader, scopes: key.scopes };
  }

  /** Errors do not fail the request. */
  #touch(digest: string, usedAt: number | null, now: number): void {
    if ((usedAt !== null && now - usedAt < USED_EVERY_MS) || this.#marking.has(digest)) return;
    this.#marking.add(digest);
    this.#queue
      .run((transaction) => markOwnKeyUsed(transaction, digest, now))
      .catch((error: unknown) => this.#events.emit({ event: 'fault', where: 'declarations', error }))
      .finally(() => this.#marking.delete(digest));
  }
}
