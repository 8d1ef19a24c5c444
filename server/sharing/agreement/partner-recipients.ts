import type { Connection } from '../../database/connection.ts';
import { isCounted } from './agreement.ts';
import { agreementsAt } from './in-force.ts';
import { findPartyRecord } from './tables/party-table.ts';

const LIST = new Intl.ListFormat('en');

/** A partner agency that receives data, as the record of processing names it. */
interface PartnerRecipient {
  /** Who receives what, and under which agreement and law. */
  readonly line: string;
  /** The country of a partner in another country that receives data about single persons, also under pseudonyms; otherwise `null`. */
  readonly abroad: string | null;
}

/** The partner of each agreement that is in force or paused, for the record of processing: partners are recipients (GDPR Art. 30(1)(d)). */
export async function partnerRecipients(database: Connection, nowMs: number): Promise<PartnerRecipient[]> {
  const recipients: PartnerRecipient[] = [];
  for (const { state, agreement } of await agreementsAt(database, nowMs)) {
    // A partner that only sends lists gets nothing
    if ((state !== 'in-force' && state !== 'paused') || agreement.datasets.length === 0) continue;
    const { id, version, parties, datasets, legalBasis } = agreement;
    const counted = datasets.filter(isCounted).map(({ dataset }) => dataset.replaceAll('-', ' '));
    const names = datasets.map(({ dataset }) => dataset);
    const isPersonal = names.includes('documents');
    const what = [
      ...(counted.length > 0 ? [`counts of ${LIST.format(counted)}`] : []),
      ...(names.includes('listed-documents') ? ['counts of documents that its blind list contains'] : []),
      ...(isPersonal ? ['sealed monthly pseudonyms of documents'] : []),
    ];
    recipients.push({
      line: `Partner agency ${parties.recipient.party}: ${LIST.format(what)}, agreement ${id} version ${version}, ${legalBasis.instrument}`,
      abroad: isPersonal ? await countryAbroad(database, parties) : null,
    });
  }
  return recipients;
}

/** The partner's country where it is not the agency's own. */
async function countryAbroad(
  database: Connection,
  {
    provider,
    recipient,
  }: { readonly provider: { readonly record: string }; readonly recipient: { readonly record: string } },
): Promise<string | null> {
  const own = await findPartyRecord(database, provider.record);
  const partner = await findPartyRecord(database, recipient.record);
  if (partner === undefined || partner.party.country === own?.party.country) return null;
  return partner.party.country;
}
