import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { Target } from '../../platform/access/principal.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';

/** Places of kiosks. An enrolled kiosk never moves, so each is looked up once. */
export class KioskPlaces {
  readonly #database: Connection;
  readonly #places = new Map<string, Target>();

  constructor(database: Connection) {
    this.#database = database;
  }

  /** An empty target for an unknown kiosk or `null`. */
  async of(kioskId: string | null): Promise<Target> {
    if (kioskId === null) return {};
    const known = this.#places.get(kioskId);
    if (known !== undefined) return known;
    const kiosk = await findKiosk(this.#database, kioskIdSchema.parse(kioskId));
    if (kiosk === undefined) return {};
    const place = { site: siteIdSchema.parse(kiosk.site), kioskId: kiosk.id };
    this.#places.set(kioskId, place);
    return place;
  }
}
