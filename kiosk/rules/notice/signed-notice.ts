/** The notice to travellers, signed by two people. Reports contain the digest of the notice without its signatures. */
import { z } from 'zod';
import { DOCUMENT_DATES, type DocumentForm } from '../../../server/contract/signed-document.ts';
import { noticeSchema } from './notice.ts';

const noticeDocumentSchema = z.strictObject({ ...DOCUMENT_DATES, notice: noticeSchema });
export type NoticeDocument = z.infer<typeof noticeDocumentSchema>;

export const NOTICE_FORM: DocumentForm<NoticeDocument> = {
  kind: 'notice',
  schema: noticeDocumentSchema,
  limitBytes: 262_144,
};
