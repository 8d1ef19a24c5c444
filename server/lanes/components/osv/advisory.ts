/** Advisories in the OSV format 1.x (https://ossf.github.io/osv-schema/): the parts that a decision needs. Other members are ignored. */
import { z } from 'zod';

const versionText = z.string().max(256);
const eventSchema = z.object({
  introduced: versionText.optional(),
  fixed: versionText.optional(),
  last_affected: versionText.optional(),
  limit: versionText.optional(),
});
export type RangeEvent = z.infer<typeof eventSchema>;

const affectedSchema = z.object({
  package: z.object({ ecosystem: z.string().max(128), name: z.string().max(256) }).optional(),
  ranges: z
    .array(z.object({ type: z.enum(['SEMVER', 'ECOSYSTEM', 'GIT']), events: z.array(eventSchema).max(5_000) }))
    .max(500)
    .optional(),
  versions: z.array(versionText).max(20_000).optional(),
});
export type Affected = z.infer<typeof affectedSchema>;

export const advisorySchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$/),
  aliases: z.array(z.string().max(128)).max(200).optional(),
  published: z.iso.datetime().optional(),
  modified: z.iso.datetime(),
  withdrawn: z.iso.datetime().optional(),
  summary: z.string().max(2_000).optional(),
  severity: z
    .array(z.object({ type: z.string().max(64), score: z.string().max(256) }))
    .max(20)
    .optional(),
  affected: z.array(affectedSchema).max(5_000).optional(),
  database_specific: z.looseObject({ severity: z.string().max(32).optional() }).optional(),
});
export type Advisory = z.infer<typeof advisorySchema>;
