import { kioskIdSchema } from '../contract/field.ts';
import type { Connection } from '../database/connection.ts';
import { findKiosk } from './kiosks.ts';
import type { Target } from '../access/principal.ts';
import { siteIdSchema } from '../access/vocabulary.ts';

/** The lane that a request names, at the place where the database has it; `undefined` when there is none of this name. */
export async function laneTarget(database: Connection, named: unknown): Promise<Target | undefined> {
  const kioskId = kioskIdSchema.safeParse(named);
  const kiosk = kioskId.success ? await findKiosk(database, kioskId.data) : undefined;
  return kiosk === undefined ? undefined : { site: siteIdSchema.parse(kiosk.site), kioskId: kiosk.id };
}
