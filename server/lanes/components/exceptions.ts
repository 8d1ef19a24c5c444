/** Faults of components that people accept for a time. The server has them by decisions of two people, the command from a file. */
import { z } from 'zod';
import { typedLine } from '../../platform/base/typed-text.ts';

export const exceptionSchema = z.strictObject({
  /** Id of the advisory, such as `GHSA-…`, or one of its aliases. */
  advisory: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$/),
  /** Name of the component; absent: every component that the advisory affects. */
  component: z.string().min(1).max(214).exactOptional(),
  reason: typedLine(20, 1_000, 'must explain the reason in at least 20 characters'),
  /** Last day, in UTC. */
  until: z.iso.date(),
});
export type Exception = z.infer<typeof exceptionSchema>;

export const exceptionsSchema = z.strictObject({
  version: z.literal(1),
  exceptions: z.array(exceptionSchema).max(500),
});

const DAY_MS = 86_400_000;

/** The first instant after the last day. */
export function endOf({ until }: Pick<Exception, 'until'>): number {
  return Date.parse(`${until}T00:00:00Z`) + DAY_MS;
}
