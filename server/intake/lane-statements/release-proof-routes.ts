import { bytesToHex } from '@noble/hashes/utils.js';
import express, { type Router } from 'express';
import { findReleaseRow } from '../../lanes/attestation/approved-software.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { entryIndexOf } from '../../records/ledger/entry/openings.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import { makeProof } from '../../records/ledger/make-proof.ts';
import { rowSubject } from '../../records/ledger/recorded/row-content.ts';
import type { ReleaseProof } from './answers.ts';

/** A proof is made again after this time, ms, so that many telephones cost as much as one. */
const HOLDS_MS = 5_000;
/** Approvals in force: a fleet has few. Unknown digests are not held. */
const HELD_MAX = 200;

type Context = Pick<RoomContext, 'knex' | 'clock' | 'signer'>;
type Release = NonNullable<ReleaseProof['release']>;

/**
 * Route for everyone who scanned a lane's code: the server's key, and the approval of the release with its proof. The request names neither
 * a lane nor a person, and nothing about it is stored.
 */
export function releaseProofRoutes(context: Context, log: Pick<LedgerDatabase, 'reader'>): Router {
  const { knex, clock, signer } = context;
  const router = express.Router({ strict: true, caseSensitive: true });
  const held = new Map<string, { readonly release: Release; readonly untilMs: number }>();

  const find = async (digest: string): Promise<Release | null> => {
    const now = clock.monotonicMs();
    const known = held.get(digest);
    if (known !== undefined && now < known.untilMs) return known.release;
    const row = await findReleaseRow(knex, digest);
    if (row === undefined) return null;
    const index = await entryIndexOf(knex, rowSubject('approved_software', [row.id]));
    const made = typeof index === 'number' ? await makeProof(log.reader, knex, index) : undefined;
    const release = { row, proof: made?.kind === 'made' ? made.file : null };
    if (held.size >= HELD_MAX) held.clear();
    held.set(digest, { release, untilMs: now + HOLDS_MS });
    return release;
  };

  router
    .route('/lane-statements/releases/:digest')
    .get(refuseQuery, async (request, response) => {
      const digest = sha256HexSchema.safeParse(request.params.digest);
      if (!digest.success) return sendFailure(response, { code: 'not-found' });
      const release = await find(digest.data);
      const serverTime = Math.round(clock.wallMs());
      const serverKey = bytesToHex(signer.publicKey);
      response.set('Cache-Control', 'no-store').json({ serverTime, serverKey, release } satisfies ReleaseProof);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
