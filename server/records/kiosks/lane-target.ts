import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk } from './kiosks.ts';
import type { Target } from '../../platform/access/principal.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';

/** The named lane with its place from the database; `undefined` if it does not exist. */
export async function laneTarget(database: Connection, named: unknown): Promise<Target | undefined> {
  const kioskId = kioskIdSchema.safeParse(named);
  const kiosk = kioskId.success ? await findKiosk(database, kioskId.data) : undefined;
  return kiosk === undefined ? undefined : { site: siteIdSchema.parse(kiosk.site), kioskId: kiosk.id };
}
