import type { Clock } from '../../../../hardware/host/clock.ts';
import type { Events } from '../../../platform/base/events.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { insertKeyUse } from '../tables/key-uses.ts';

const DAY_MS = 86_400_000;
/** Networks of a key and day that are recorded. More of them say nothing new to detection. */
const NETWORKS_A_DAY = 16;
/** Keys that are remembered; a forgotten use is recorded once only, because the table has it. */
const KEYS = 10_000;

/** Records from which networks the key of a program is used: once for each key, network and day (UTC). */
export class KeyUses {
  readonly #queue: RoomContext['queue'];
  readonly #clock: Clock;
  readonly #events: Events;
  readonly #digest: (network: string) => string;
  /** Networks of each key on the day. */
  readonly #seen = new Map<string, Set<string>>();
  #day = 0;

  constructor(
    { queue, clock, events }: Pick<RoomContext, 'queue' | 'clock' | 'events'>,
    digest: (network: string) => string,
  ) {
    this.#queue = queue;
    this.#clock = clock;
    this.#events = events;
    this.#digest = digest;
  }

  /** Errors do not fail the request; the next one tries again. */
  note(key: string, trader: string, network: string): void {
    const at = Math.round(this.#clock.wallMs());
    const day = Math.floor(at / DAY_MS);
    if (day !== this.#day || this.#seen.size >= KEYS) this.#seen.clear();
    this.#day = day;
    const networks = this.#seen.get(key) ?? new Set();
    if (networks.has(network) || networks.size >= NETWORKS_A_DAY) return;
    this.#seen.set(key, networks.add(network));
    const use = { key, network: this.#digest(network), day, trader, at };
    this.#queue
      .run((transaction) => insertKeyUse(transaction, use))
      .catch((error: unknown) => {
        networks.delete(network);
        this.#events.emit({ event: 'fault', where: 'declarations', error });
      });
  }
}
