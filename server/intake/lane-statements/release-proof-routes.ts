import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from 'express';
import { findReleaseRow } from '../../lanes/attestation/approved-software.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { FOR_VERIFIERS, publicRoutes } from '../../platform/http/public-routes.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { entryIndexOf } from '../../records/ledger/entry/openings.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import { makeProof } from '../../records/ledger/make-proof.ts';
import { rowSubject } from '../../records/ledger/recorded/row-content.ts';
import { type ReleaseProof, releaseProofSchema } from './answers.ts';

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
  const routes = publicRoutes();
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

  const path = '/lane-statements/releases/:digest';
  routes.get(path, FOR_VERIFIERS, { answer: releaseProofSchema }, async ({ params, response }) => {
    const digest = sha256HexSchema.safeParse(params.digest).data;
    if (digest === undefined) return NOT_FOUND;
    const release = await find(digest);
    response.set('Cache-Control', 'no-store');
    return { serverTime: Math.round(clock.wallMs()), serverKey: bytesToHex(signer.publicKey), release };
  });
  return routes.router;
}
