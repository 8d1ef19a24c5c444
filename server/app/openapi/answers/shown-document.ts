import { z } from 'zod';
import { matchReportSchema } from '../../../contract/report.ts';
import type { ShownDocument } from '../../../reports/answers.ts';

const { type, issuingState } = matchReportSchema.shape.document.unwrap().shape;

/** What is shown of a document; `null` when none was read. */
export const shownDocument = z.strictObject({ type, issuingState }).nullable() satisfies z.ZodType<ShownDocument>;
