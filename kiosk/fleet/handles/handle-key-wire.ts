/** The file from the holders of the fleet's handle key to a lane: the key, sealed to it. */
import { z } from 'zod';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import { kioskIdSchema, wallMsSchema } from '../../../server/contract/field.ts';
import type { PayloadForm } from '../../../server/contract/payload.ts';
import { dayOfDate } from './handle-day.ts';

/** X-Wing (draft-connolly-cfrg-xwing-kem §5), and AES-256-GCM of 32 bytes. */
const ENCAPSULATION_BYTES = 1_120;
const SEALED_BYTES = 48;

const bytesSchema = (length: number) =>
  z
    .string()
    .max(Math.ceil((length * 4) / 3))
    .refine((text) => decodeBase64Url(text)?.length === length, `must be ${length} bytes in base64url`);
const hexKeySchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in lower-case hex');

export const sealedHandleKeySchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Increases with each new fleet key. */
  generation: z.int().min(1).max(0xffff_ffff),
  /** First day of use of the key, UTC. */
  day: z.string().refine((date) => dayOfDate(date) !== undefined, 'must be a date, YYYY-MM-DD'),
  /** SHA-256 of the transport key used for sealing. */
  transport: hexKeySchema,
  encapsulation: bytesSchema(ENCAPSULATION_BYTES),
  sealed: bytesSchema(SEALED_BYTES),
  sealedAt: wallMsSchema,
});
export type SealedHandleKey = z.infer<typeof sealedHandleKeySchema>;

export const SEALED_HANDLE_KEY_FORM: PayloadForm<SealedHandleKey> = {
  schema: sealedHandleKeySchema,
  limitBytes: 4_096,
};
