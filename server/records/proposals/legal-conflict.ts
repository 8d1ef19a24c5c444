import { z } from 'zod';

/** A rule of law that a proposal does not fulfil. Approvers see it; it does not prevent the approval. */
export const legalConflictSchema = z.strictObject({
  /** The framework and its rule, from the vocabulary of `oversight/compliance/frameworks`. */
  framework: z.string(),
  rule: z.string(),
  /** `to-confirm`: the data cannot decide it, and a person must. */
  verdict: z.enum(['conflict', 'to-confirm']),
  article: z.string(),
  /** Address of the official text. */
  source: z.string(),
  /** Parts of the proposal that do not fulfil the rule. */
  subjects: z.array(z.string()),
});
export type LegalConflict = z.infer<typeof legalConflictSchema>;
