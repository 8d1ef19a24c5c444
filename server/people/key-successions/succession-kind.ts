/** Proposal of two administrators to replace the server's signing key by a named one. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { publicKeyHexSchema } from '../../contract/field.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import {
  type KeySuccession,
  SUCCESSION_LIFETIME_MS,
  SUCCESSION_NOTICE_MS,
  signedSuccession,
  successionBytes,
  successionDigest,
  successionProofInput,
  successionSigningInput,
} from '../../contract/key-succession.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findSuccession, insertSuccession, listSuccessions } from './key-successions.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

export const successionPayloadSchema = z.strictObject({
  /** Public key made by `postern-server keys make-next`, in hex; both people compare it. */
  next: publicKeyHexSchema,
  /** Days after the notice during which the present key is accepted as well. Not 0, because the server changes keys in this time. */
  overlapDays: z.int().min(1).max(90),
});
export type SuccessionPayload = z.infer<typeof successionPayloadSchema>;

export function successionKind(keys: Pick<ServerKeys, 'signing' | 'next'>): ProposalKind<SuccessionPayload> {
  const { signing } = keys;
  const current = bytesToHex(signing.publicKey);
  const objection = async (database: Connection, { next }: SuccessionPayload): Promise<string | undefined> => {
    if ((await findSuccession(database, current)) !== undefined) return 'announced-already';
    if (!(await keys.next.exists())) return 'no-next-key';
    return bytesToHex((await keys.next.open()).publicKey) === next ? undefined : 'another-next-key';
  };
  return {
    kind: 'server-key',
    proposeAct: 'server-key.propose',
    approveAct: 'server-key.approve',
    policy: 'server-key',
    schema: successionPayloadSchema,
    opensForMs: WEEK_MS,
    targetsOf: () => Promise.resolve([]),
    objection,
    async apply(transaction, payload, { proposalId, at }) {
      const objected = await objection(transaction, payload);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const [latest] = await listSuccessions(transaction, 1);
      // A lane accepts no statement older than the previous change, and no second one for the same key
      if (latest !== undefined && at < latest.statement.nextFrom)
        return { kind: 'inapplicable', code: 'clock-set-back' };
      const nextFrom = at + SUCCESSION_NOTICE_MS;
      const statement: KeySuccession = {
        version: 1,
        number: (latest?.statement.number ?? 0) + 1,
        current,
        next: payload.next,
        previous: latest?.digest ?? null,
        announcedAt: at,
        nextFrom,
        currentUntil: nextFrom + payload.overlapDays * DAY_MS,
        followUntil: at + SUCCESSION_LIFETIME_MS,
      };
      const bytes = successionBytes(statement);
      const next = await keys.next.open();
      const by = await signing.sign(successionSigningInput(bytes));
      const proof = await next.sign(successionProofInput(bytes));
      const signed = signedSuccession(bytes, by, proof);
      await insertSuccession(transaction, { statement, digest: successionDigest(bytes), signed, proposalId });
      return { kind: 'applied' };
    },
  };
}
