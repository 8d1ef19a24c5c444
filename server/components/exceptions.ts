/** Faults of components that people accept for a time: a target of the signed channel, so that two people sign each change. */
import { z } from 'zod';

export const exceptionsSchema = z.strictObject({
  version: z.literal(1),
  exceptions: z
    .array(
      z.strictObject({
        /** Id of the advisory, such as `GHSA-…`, or one of its aliases. */
        advisory: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$/),
        /** Name of the component; absent: every component that the advisory affects. */
        component: z.string().max(214).optional(),
        reason: z.string().min(20, 'must explain the reason in at least 20 characters').max(1_000),
        /** Last day, in UTC. */
        until: z.iso.date(),
      }),
    )
    .max(500),
});
export type Exceptions = z.infer<typeof exceptionsSchema>;
export type Exception = Exceptions['exceptions'][number];

const DAY_MS = 86_400_000;

/** The first instant after the last day. */
export function endOf({ until }: Exception): number {
  return Date.parse(`${until}T00:00:00Z`) + DAY_MS;
}
