import { z } from 'zod';
import { QUOTED_REGISTERS } from '../../contract/attestation.ts';
import { sha256HexSchema } from '../../contract/field.ts';

const register = z
  .int()
  .refine((pcr) => QUOTED_REGISTERS.some((quoted) => quoted === pcr), 'must be a register that lanes quote');

/** Values of registers, each once, in ascending order. */
export const registersSchema = z
  .array(z.strictObject({ register, value: sha256HexSchema }))
  .min(1)
  .max(QUOTED_REGISTERS.length)
  .refine(
    (all) => all.every(({ register: one }, at) => at === 0 || (all[at - 1]?.register ?? one) < one),
    'must be in ascending order, each once',
  );
export type Registers = z.infer<typeof registersSchema>;
