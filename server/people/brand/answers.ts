import { z } from 'zod';
import { type Answer } from '../../platform/base/answer.ts';

const colour = z.string();

export const brandViewSchema = z.strictObject({
  /** Each page says so. */
  isRehearsal: z.boolean(),
  /** `null`: the look of Postern. */
  brand: z
    .strictObject({
      name: z.string(),
      /** SHA-256 of the picture at `/brand/logo.png`, hex; `null` without one. */
      logo: z.string().nullable(),
      accent: z.strictObject({ light: colour, dark: colour }).nullable(),
    })
    .nullable(),
});
export type BrandView = Answer<typeof brandViewSchema>;

/** A logo as it would be stored: a PNG in base64url. */
export const drawnLogoSchema = z.strictObject({ logo: z.string(), width: z.int(), height: z.int() });
export type DrawnLogoView = Answer<typeof drawnLogoSchema>;
