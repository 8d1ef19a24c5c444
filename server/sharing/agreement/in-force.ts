/** Reads agreements with what their states depend on. */
import type { Connection } from '../../platform/database/connection.ts';
import type { Agreement } from './agreement.ts';
import type { Parties } from './signatures.ts';
import { type AgreementFacts, stateOf } from './state.ts';
import { listAgreements, type StoredAgreement } from './tables/agreement-table.ts';
import { findPartyRecord } from './tables/party-table.ts';
import type { AgreementState } from './vocabulary.ts';

export type ReadAgreement = StoredAgreement & AgreementFacts;

export async function factsOf(database: Connection, stored: readonly StoredAgreement[]): Promise<ReadAgreement[]> {
  const facts: ReadAgreement[] = [];
  for (const one of stored)
    facts.push({ ...one, partiesInUse: (await partiesOf(database, one.agreement)) !== undefined });
  return facts;
}

/** The records of both parties; `undefined` when one of them is not in use. */
export async function partiesOf(database: Connection, { parties }: Agreement): Promise<Parties | undefined> {
  const provider = await findPartyRecord(database, parties.provider.record);
  const recipient = await findPartyRecord(database, parties.recipient.record);
  if (provider?.endedAt !== null || recipient?.endedAt !== null) return undefined;
  if (provider.party.id !== parties.provider.party || recipient.party.id !== parties.recipient.party) return undefined;
  return { provider: provider.party, recipient: recipient.party };
}

export type AgreementInState = ReadAgreement & { readonly state: AgreementState };

/** All versions with their states at a time. */
export async function agreementsAt(database: Connection, nowMs: number): Promise<AgreementInState[]> {
  const all = await factsOf(database, await listAgreements(database));
  return all.map((one) => ({ ...one, state: stateOf(one, all, nowMs) }));
}
