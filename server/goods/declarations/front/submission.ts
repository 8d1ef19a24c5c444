/**
 * A judged and sealed declaration on its way from the front to the server. The server takes nothing else: each text is a closed word, a
 * digest, a place in the form or a ciphertext.
 */
import { z } from 'zod';
import { FIELD_GROUPS, officeIdSchema } from '../../../contract/office-keys.ts';
import { type Fingerprint, TAKEN_FOR_MS } from '../rules/duplicates.ts';
import { MANDATE_KINDS, type Representation } from '../rules/representation.ts';
import { type Facts, factsSchema } from '../sealing/readable-facts.ts';
import type { SealedContent } from '../sealing/seal-declaration.ts';
import { type Selected, selectedSchema } from '../selection/judge-selection.ts';
import { type DeclaredRisk, riskSchema } from '../selection/score-declaration.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.instanceof(Uint8Array);
const group = z.enum(FIELD_GROUPS);
const kinds = Object.keys(TAKEN_FOR_MS) as (keyof typeof TAKEN_FOR_MS)[];

const contentSchema = z.strictObject({
  groups: z.array(z.strictObject({ group, sealed: bytes })),
  offices: z.array(
    z.strictObject({
      office: officeIdSchema,
      encapsulation: bytes,
      keys: z.array(z.strictObject({ group, wrapped: bytes })),
    }),
  ),
});

export interface Submission {
  /** As admitted. */
  readonly declarationId: string;
  /** Keyed digests, hex. */
  readonly submission: string;
  readonly message: string;
  readonly facts: Facts;
  /** `null` for a rejected declaration. */
  readonly risk: DeclaredRisk | null;
  /** The selection rules that hold; `null` for a rejected declaration, and where no set is in use. */
  readonly selected: Selected | null;
  readonly fingerprints: readonly Fingerprint[];
  /** As a declaration for another trader states it; `null` for one in the trader's own name. */
  readonly representation: Representation | null;
  /** Absent for a rejected declaration. */
  readonly content?: SealedContent | undefined;
}

export const submissionSchema: z.ZodType<Submission> = z
  .strictObject({
    declarationId: z.string().regex(/^[0-9a-f]{32}$/),
    submission: digest,
    message: digest,
    facts: factsSchema,
    risk: riskSchema.nullable(),
    selected: selectedSchema.nullable(),
    fingerprints: z.array(
      z.strictObject({ kind: z.enum(kinds), pointer: z.string().regex(/^(\/[a-zA-Z0-9]+){1,8}$/), digest }),
    ),
    representation: z.strictObject({ kind: z.enum(MANDATE_KINDS).nullable(), party: digest.nullable() }).nullable(),
    content: contentSchema.optional(),
  })
  .refine(
    ({ facts, risk, selected, content }) => {
      const isAccepted = facts.state === 'accepted';
      const hasChannel = facts.channel !== null;
      if (selected !== null && !isAccepted) return false;
      return [hasChannel, risk !== null, content !== undefined].every((has) => has === isAccepted);
    },
    { message: 'must have channel, risk and content when it is accepted, and none of them otherwise' },
  );
