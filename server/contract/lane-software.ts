/** The software that a lane runs, as it reports it: from the signed channel or from the installed package. */
import { z } from 'zod';
import { wallMsSchema } from './field.ts';
import { releaseNameSchema } from './release-name.ts';

/** Why a lane left a release of its software. Closed. */
export const RETURN_REASONS = [
  /** It was started several times and never became healthy, or the program ended each time. */
  'did-not-start',
  /** Devices that were ready before did not become ready. */
  'devices',
  /** The server was reached before, and was not reached with it. */
  'server',
  /** Its files differ from what two people signed. */
  'damaged',
  /** A technician ordered it at the lane's machine. */
  'technician',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** `on-trial`: the lane has not found it healthy yet, and leaves it by itself. */
export const SOFTWARE_STANDINGS = ['in-use', 'on-trial'] as const;

/** Version of a release; 0: the package that is installed on the machine. */
const runningSchema = z.int().min(0).max(4_294_967_295);

export const returnedSoftwareSchema = z.strictObject({
  /** The release that the lane left. It is not tried again. */
  version: runningSchema.min(1),
  to: runningSchema,
  why: z.enum(RETURN_REASONS),
  /** The lane's wall time, ms. */
  at: wallMsSchema,
});

export const laneSoftwareSchema = z.strictObject({
  /** The release that the lane's settings name. */
  name: releaseNameSchema,
  running: runningSchema,
  standing: z.enum(SOFTWARE_STANDINGS),
  /** The last return. Absent after a later release became healthy. */
  returned: returnedSoftwareSchema.optional(),
});
export type LaneSoftware = z.infer<typeof laneSoftwareSchema>;
