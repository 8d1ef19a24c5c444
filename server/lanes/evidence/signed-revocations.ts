import type { RoomContext } from '../../records/context/room-context.ts';
import { REVOCATIONS_REACH_BACK_MS, revocationsBytes, revocationsSigningInput } from '../../contract/revocations.ts';
import { encodeServerMessage } from '../../contract/server-message.ts';
import { officersRevokedSince } from '../../people/duties/revoked-officers.ts';

/** The current list in wire form. Throws `ContractError` when more officers were revoked at once than it can hold; lanes then accept no grants. */
export async function signedRevocations({ knex, clock, signer }: RoomContext): Promise<Uint8Array> {
  const issuedAt = Math.round(clock.wallMs());
  const officers = await officersRevokedSince(knex, issuedAt - REVOCATIONS_REACH_BACK_MS);
  const payload = revocationsBytes({ version: 1, issuedAt, officers });
  return encodeServerMessage(payload, await signer.sign(revocationsSigningInput(payload)));
}
