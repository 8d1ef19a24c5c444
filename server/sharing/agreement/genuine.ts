/** Whether an agreement is the one that people of both sides signed and that the server entered: data leave under no other. */
import type { Connection } from '../../platform/database/connection.ts';
import { agreementDigest } from './agreement.ts';
import { partiesOf } from './in-force.ts';
import { judgeSignatures } from './signatures.ts';
import { type StoredAgreement, versionsOf } from './tables/agreement-table.ts';
import { findPartyRecord } from './tables/party-table.ts';

/**
 * `false` for a row that a person wrote into the database past the server, or changed there: of the agreement or of a party, or a draft that was
 * marked as signed. The comparison of tables and ledger finds such a row later, when data would have left already.
 */
export async function isGenuine(
  database: Connection,
  { agreement, digest, signatures }: Pick<StoredAgreement, 'agreement' | 'digest' | 'signatures'>,
): Promise<boolean> {
  const { id, version, parties } = agreement;
  const stored = (await versionsOf(database, id)).find((one) => one.agreement.version === version);
  if (stored?.digest !== digest || agreementDigest(agreement) !== digest) return false;
  for (const { record } of [parties.provider, parties.recipient]) {
    if ((await findPartyRecord(database, record)) === undefined) return false;
  }
  const known = await partiesOf(database, agreement);
  return known !== undefined && judgeSignatures(agreement, signatures, known).kind === 'complete';
}
