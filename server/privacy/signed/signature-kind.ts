import { z } from 'zod';
import { sha256HexSchema } from '../../contract/field.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { changesBetween, descriptionDigest } from './description.ts';
import { describeProcessing, type ProcessingSettings } from './read-documents.ts';
import { insertSigned, judgementSchema, latestSigned } from './signature-table.ts';

const WEEK_MS = 7 * 86_400_000;
/** Lines of changes that the approver is shown; the page has all. */
const SHOWN = 100;

/** Digest of the description that the proposer read. */
const digest = sha256HexSchema;
const signatureSchema = z.discriminatedUnion('document', [
  z.strictObject({ document: z.literal('processing'), digest }),
  z.strictObject({ document: z.literal('assessment'), digest, judgement: judgementSchema }),
]);
export type DocumentSignature = z.infer<typeof signatureSchema>;

/**
 * Proposal to sign the record of processing or the impact assessment as it is now. The proposer and the approver sign the same description: after
 * a change between the two signatures nothing is signed.
 */
export function documentSignatureKind(settings: ProcessingSettings): ProposalKind<DocumentSignature> {
  return {
    kind: 'document-signature',
    proposeAct: 'processing.propose',
    approveAct: 'processing.approve',
    opensForMs: WEEK_MS,
    schema: signatureSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, { document, digest: named }) => {
      const signed = await latestSigned(database, document);
      if (signed === undefined) return null;
      const description = await describeProcessing(database, settings, Math.round(settings.now()));
      const isNamed = descriptionDigest(description) === named;
      const changes = isNamed ? changesBetween(signed.description, description).slice(0, SHOWN) : [];
      return { version: signed.version, digest: signed.digest, changes };
    },
    objection: async (database, { digest: named }, _by, nowMs) => {
      const description = await describeProcessing(database, settings, nowMs);
      return descriptionDigest(description) === named ? undefined : 'processing-changed';
    },
    async apply(transaction, signature, { proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const { document } = signature;
      const description = await describeProcessing(transaction, settings, now);
      if (descriptionDigest(description) !== signature.digest)
        return { kind: 'inapplicable', code: 'processing-changed' };
      const latest = await latestSigned(transaction, document);
      await insertSigned(transaction, {
        document,
        version: (latest?.version ?? 0) + 1,
        description,
        judgement: signature.document === 'assessment' ? signature.judgement : null,
        signedBy: proposedBy,
        approvedBy,
        signedAt: now,
      });
      return { kind: 'applied' };
    },
  };
}
