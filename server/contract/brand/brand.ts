/**
 * The name, logo and accent colours of the agency that runs consoles and lanes. Consoles take the brand that two administrators approved,
 * lanes one that two people signed. The logo is a PNG without anything beside its picture: an SVG never leaves the server that drew it.
 */
import { z } from 'zod';
import { decodeBase64Url } from '../base64url.ts';
import { DOCUMENT_DATES, type DocumentForm } from '../signed-document.ts';
import { type AccentName, judgeAccent } from './judge-accent.ts';
import { plainPng } from './plain-png.ts';
import { NEEDED_CONTRAST } from './themes.ts';

/** Pixels. Four times the height at which the consoles show it. */
export const LOGO_LIMITS = { width: 640, height: 160, bytes: 10_240 } as const;

const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{M}\p{N} .,/'’()&-]+$/u, "must be letters, digits, spaces and . , / ' ( ) & -")
  .transform((name) => name.normalize('NFC'));

/** In base64url. */
const logoSchema = z
  .string()
  .min(1)
  .max(Math.ceil((LOGO_LIMITS.bytes * 4) / 3))
  .refine((text) => {
    const outline = plainPng(decodeBase64Url(text) ?? new Uint8Array());
    if (outline === undefined) return false;
    const { width, height } = outline;
    return width > 0 && height > 0 && width <= LOGO_LIMITS.width && height <= LOGO_LIMITS.height;
  }, 'must be a PNG of at most 640 by 160 pixels and 10 KiB, with its picture alone');

const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour as #rrggbb, in small letters');

function accentSchema(name: AccentName) {
  return colourSchema.superRefine((colour, context) => {
    if (!/^#[0-9a-f]{6}$/.test(colour)) return;
    const judged = judgeAccent(name, colour);
    if (judged === undefined) return;
    const { fault, nearest } = judged;
    const why =
      fault.kind === 'contrast'
        ? `has a contrast of ${fault.ratio.toFixed(2)}:1 with ${fault.ground}, and needs ${NEEDED_CONTRAST[fault.theme]}:1`
        : `resembles ${fault.like}, which means danger`;
    context.addIssue({ code: 'custom', message: `${why}; the nearest colour that passes is ${nearest}` });
  });
}

export const brandSchema = z.strictObject({
  name: nameSchema,
  logo: logoSchema.nullable(),
  /** `null`: the colours of Postern. */
  accent: z.strictObject({ light: accentSchema('light'), dark: accentSchema('dark') }).nullable(),
});
export type Brand = z.infer<typeof brandSchema>;

const brandDocumentSchema = z.strictObject({ ...DOCUMENT_DATES, brand: brandSchema });

export type BrandDocument = z.infer<typeof brandDocumentSchema>;

/** The brand of lanes, signed by two people. */
export const BRAND_FORM: DocumentForm<BrandDocument> = {
  kind: 'brand',
  schema: brandDocumentSchema,
  limitBytes: 16_384,
};

/** The bytes of the logo, a PNG; `undefined` without one. */
export function logoOf({ logo }: Pick<Brand, 'logo'>): Uint8Array | undefined {
  return logo === null ? undefined : decodeBase64Url(logo);
}
