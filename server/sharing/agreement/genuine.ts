/** Whether an agreement is the one that people of both sides signed and that the server entered: data leave under no other. */
import type { Connection } from '../../database/connection.ts';
import { enteredRows } from '../../ledger/recorded/entered-rows.ts';
import { agreementDigest } from './agreement.ts';
import { partiesOf } from './in-force.ts';
import { judgeSignatures } from './signatures.ts';
import type { StoredAgreement } from './tables/agreement-table.ts';

/**
 * `false` for a row that a person wrote into the database past the server, or changed there: of the agreement or of a party, or a draft that was
 * marked as signed. The comparison of tables and ledger finds such a row later, when data would have left already.
 */
export async function isGenuine(
  database: Connection,
  { agreement, digest, signatures }: Pick<StoredAgreement, 'agreement' | 'digest' | 'signatures'>,
): Promise<boolean> {
  const { id, version, parties } = agreement;
  const records = [{ digest: parties.provider.record }, { digest: parties.recipient.record }];
  const entered =
    (await enteredRows(database, 'sharing_agreements', [{ id, version }])).length +
    (await enteredRows(database, 'sharing_parties', records)).length;
  if (entered < 1 + records.length || agreementDigest(agreement) !== digest) return false;
  const known = await partiesOf(database, agreement);
  return known !== undefined && judgeSignatures(agreement, signatures, known).kind === 'complete';
}
