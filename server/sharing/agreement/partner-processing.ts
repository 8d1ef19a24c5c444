/** Partner agencies in the record of processing: as recipients, and the data that are processed for them (GDPR Art. 30(1)(c) to (e)). */
import type { Connection } from '../../platform/database/connection.ts';
import { type Agreement, isCounted } from './agreement.ts';
import { type AgreementInState, agreementsAt } from './in-force.ts';
import { endsAt } from './state.ts';
import { findPartyRecord } from './tables/party-table.ts';

const DAY_MS = 86_400_000;
const LIST = new Intl.ListFormat('en');

interface PartnerProcessing {
  /** Who receives what, and under which agreement and law; `null`: it receives nothing, and sends lists. */
  readonly line: string | null;
  /** The data that are processed for it, where they can concern single persons. */
  readonly categories: readonly { readonly who: string; readonly data: string }[];
  /** The country of a partner in another country that receives data about single persons, also under pseudonyms; otherwise `null`. */
  readonly abroad: string | null;
}

/** One part for each agreement that is in force or paused, or that has ended while the partner may keep what it received. */
export async function partnerProcessing(database: Connection, nowMs: number): Promise<PartnerProcessing[]> {
  const all = await agreementsAt(database, nowMs);
  const made: PartnerProcessing[] = [];
  for (const one of all) {
    const isLasting = one.state === 'in-force' || one.state === 'paused';
    if (!isLasting && !isKept(one, all, nowMs)) continue;
    const { agreement } = one;
    const isPersonal = agreement.datasets.some(({ dataset }) => dataset === 'documents');
    made.push({
      line: lineOf(agreement, isLasting),
      categories: isLasting ? categoriesOf(agreement) : [],
      abroad: isPersonal ? await countryAbroad(database, agreement.parties) : null,
    });
  }
  return made;
}

/** Whether an agreement has ended, without a version that continues it, and the partner may still get or keep deliveries. */
function isKept(
  { state, agreement, signedAt, endedAt }: AgreementInState,
  all: readonly AgreementInState[],
  nowMs: number,
): boolean {
  if (state !== 'ended' || signedAt === null || agreement.datasets.length === 0) return false;
  const isContinued = all.some((one) => one.agreement.id === agreement.id && one.agreement.version > agreement.version);
  const over = Math.min(endsAt(agreement), endedAt ?? Number.POSITIVE_INFINITY);
  const delayDays = Math.max(...agreement.datasets.map((one) => one.delayDays));
  return !isContinued && nowMs < over + (delayDays + agreement.retention.days) * DAY_MS;
}

function lineOf({ id, version, parties, datasets, legalBasis }: Agreement, isLasting: boolean): string | null {
  if (datasets.length === 0) return null;
  const counted = datasets.filter(isCounted).map(({ dataset }) => dataset.replaceAll('-', ' '));
  const names = datasets.map(({ dataset }) => dataset);
  const what = [
    ...(counted.length > 0 ? [`counts of ${LIST.format(counted)}`] : []),
    ...(names.includes('listed-documents') ? ['counts of documents that its blind list contains'] : []),
    ...(names.includes('documents') ? ['sealed monthly pseudonyms of documents'] : []),
  ];
  const line = `Partner agency ${parties.recipient.party}: ${LIST.format(what)}, agreement ${id} version ${version}, ${legalBasis.instrument}`;
  return isLasting ? line : `${line}; it is over, and the partner may keep what it received until its time ends`;
}

function categoriesOf({ parties, datasets, lists = [] }: Agreement): PartnerProcessing['categories'] {
  const partner = parties.recipient.party;
  return [
    ...datasets.flatMap((one) => {
      switch (one.dataset) {
        case 'documents':
          return [
            {
              who: `Travellers with documents of ${LIST.format(one.issuingStates)}, for the partner agency ${partner}`,
              data: 'a pseudonym of the document for each decision of a month, made and sealed in the lane: kept there until the month is over, and at the server, which cannot open it, until it is delivered',
            },
          ];
        case 'listed-documents':
          return [
            {
              who: `Travellers with documents of ${LIST.format(one.issuingStates)}, for the partner agency ${partner}`,
              data: `the document, in the memory of the lane for about a minute after the decision, to ask whether the blind list ${one.list.id} contains it: the agency gets it blinded, and nothing is kept but sums of a month`,
            },
          ];
        default:
          return [];
      }
    }),
    ...lists.map(({ list }) => ({
      who: `People whose documents are on the list ${list} of the partner agency ${partner}`,
      data: 'tags of the documents, in files of the agency, until it publishes others or withdraws the list; the server has no key of the tags',
    })),
  ];
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
