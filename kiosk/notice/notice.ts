/**
 * What a traveller is told before anything is captured. Versioned data with an expiry: once it is stale the lane stops
 * capturing, because nobody may be processed under a notice that is no longer true.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../../server/contract/canonical-json.ts';

/** Languages that a notice must have; BCP 47. */
export const NOTICE_LANGUAGES = ['en', 'de', 'fr', 'es', 'ar'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

const paragraph = z.string().min(1).max(600);
const noticeTextSchema = z.strictObject({
  what: paragraph,
  why: paragraph,
  howLong: paragraph,
  legalBasis: paragraph,
  rights: paragraph,
});

export const noticeSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  /** Wall time after which the notice is stale, ms. */
  validUntil: z.int().min(0),
  texts: z.strictObject({
    en: noticeTextSchema,
    de: noticeTextSchema,
    fr: noticeTextSchema,
    es: noticeTextSchema,
    ar: noticeTextSchema,
  } satisfies Record<NoticeLanguage, typeof noticeTextSchema>),
});
export type Notice = z.infer<typeof noticeSchema>;

/** SHA-256 of the canonical form, hex. */
export function noticeDigest(notice: Notice): string {
  return bytesToHex(sha256(canonicalJson(notice)));
}

export function isStale(notice: Notice, wallMs: number): boolean {
  return wallMs >= notice.validUntil;
}
