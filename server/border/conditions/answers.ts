import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { RETURN_REASONS } from '../../contract/lane-software.ts';
import { DRIFTS } from '../../contract/readiness-vocabulary.ts';
import { MASTER_LIST_TROUBLES } from '../../contract/status.ts';
import { watchlistTroubleSchema } from '../../contract/watchlist.ts';
import { MANUAL_OPENINGS } from '../../lanes/orders/manual-openings.ts';
import { CONDITION_KINDS } from './condition-kinds.ts';
import { RELEASE_TROUBLES } from './judge-lane-releases.ts';

/** A condition of one lane that needs a person now. Times are the server's wall time, ms. */
export const conditionSchema = z.strictObject({
  kind: z.enum(CONDITION_KINDS),
  kioskId: z.string(),
  site: z.string(),
  lane: z.string(),
  /** When it began, as far as the server can tell. */
  since: wallMs,
  /** Frames per second that a slow lane analysed last; `null` for the other kinds. */
  framesPerS: z.number().nullable(),
  /** The values of a drifted lane that differ; `null` for the other kinds. */
  drifts: z.array(z.enum(DRIFTS)).nullable(),
  /**
   * The trouble with the releases of a lane, or the reason for which it left its software, and the target (`KIND/NAME/VERSION`; `null` for
   * all); `null` for the other kinds.
   */
  releases: z
    .strictObject({ trouble: z.enum([...RELEASE_TROUBLES, ...RETURN_REASONS]), target: z.string().nullable() })
    .nullable(),
  /** The age of a lane's newest master list; `null` for the other kinds. */
  masterLists: z.enum(MASTER_LIST_TROUBLES).nullable(),
  /** The watchlists that a lane cannot rely on; `null` for the other kinds. */
  watchlists: z.array(watchlistTroubleSchema).min(1).nullable(),
  /** Deadline of a confirmation and its opening; `null` for the other kinds. */
  confirm: z.strictObject({ by: wallMs, kind: z.enum(MANUAL_OPENINGS), openedBy: z.string() }).nullable(),
});
export type Condition = Answer<typeof conditionSchema>;

export const conditionsSchema = z.strictObject({ serverTime: wallMs, conditions: z.array(conditionSchema) });
export type ConditionsAnswer = Answer<typeof conditionsSchema>;
