import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { positionSchema } from './place-names.ts';

/** A lane of a site, by the name that an administrator gave it. */
const siteLaneSchema = z.strictObject({
  number: z.string(),
  name: z.string(),
  /** Whether a person has named it; otherwise the name repeats the number. */
  isNamed: z.boolean(),
  /** Metres on the plan of the site; `null` without one. */
  position: positionSchema.nullable(),
  version: z.int(),
  /** The kiosk in service; `null` without one. */
  kioskId: z.string().nullable(),
});
const siteSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  isNamed: z.boolean(),
  timeZone: z.string(),
  place: z.string(),
  version: z.int(),
  /** By number. A person sees the lanes of their duties; lanes without a kiosk are seen with the whole site. */
  lanes: z.array(siteLaneSchema),
});
export type SiteView = Answer<typeof siteSchema>;

export const siteListSchema = z.strictObject({
  serverTime: wallMs,
  /** By id. */
  sites: z.array(siteSchema),
});
export type SiteList = Answer<typeof siteListSchema>;
