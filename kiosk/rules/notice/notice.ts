/**
 * The notice shown to travellers before any capture. It has a version and an expiry: an expired notice stops biometric
 * capture, because it may no longer be true.
 */
import { z } from 'zod';
import { canonicalDigest } from '../../../server/contract/canonical-digest.ts';

/** Possible languages of a notice, BCP 47. English is required, as the fallback for missing languages. */
export const NOTICE_LANGUAGES = [
  'en',
  'fr',
  'es',
  'de',
  'it',
  'pt',
  'nl',
  'pl',
  'tr',
  'uk',
  'ru',
  'ar',
  'fa',
  'he',
  'hi',
  'zh',
  'ja',
  'ko',
] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

const paragraph = z.string().min(1).max(600);
const noticeTextSchema = z.strictObject({
  what: paragraph,
  why: paragraph,
  howLong: paragraph,
  legalBasis: paragraph,
  rights: paragraph,
});

export type NoticeText = z.infer<typeof noticeTextSchema>;
type NoticeTexts = Partial<Record<NoticeLanguage, NoticeText>> & { readonly en: NoticeText };

export const noticeSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  /** Wall time after which the notice is stale, ms. */
  validUntil: z.int().min(0),
  /** The screen offers exactly these languages. */
  texts: z
    .partialRecord(z.enum(NOTICE_LANGUAGES), noticeTextSchema)
    .refine((texts): texts is NoticeTexts => texts.en !== undefined, { path: ['en'], message: 'is required' }),
});
export type Notice = Omit<z.infer<typeof noticeSchema>, 'texts'> & { readonly texts: NoticeTexts };

/** SHA-256 of the canonical form, hex. */
export function noticeDigest(notice: Notice): string {
  return canonicalDigest(notice);
}

export function isStale(notice: Notice, wallMs: number): boolean {
  return wallMs >= notice.validUntil;
}
