/**
 * Two agencies as programs: the border agency has a lane, and the statistics office, its partner, has a blind list and a key for pseudonyms. Each
 * has an agreement with the other.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Program } from '../../../kiosk/dock/program.ts';
import type { AgreedDataset, Agreement } from '../../../server/sharing/agreement/agreement.ts';
import { type Partner, type Party, partyDigest } from '../../../server/sharing/agreement/party.ts';
import {
  FIRST_AS_PARTNER,
  OWN_SEEDS,
  PARTNER_SEEDS,
  SAMPLE_COUNTS,
  SAMPLE_DOCUMENTS,
  SAMPLE_LISTED,
  SAMPLE_OWN,
  SAMPLE_PARTNER,
  SECOND_OWN,
  sampleAgreement,
  signatureOf,
} from '../../server/sharing/fixtures/agreements.ts';
import { operatorCertificate } from '../../server/sharing/fixtures/partner-program.ts';
import { documentSignedBy, signer } from '../../support/signers.ts';
import { type LaneProgram, startLane } from './lane-program.ts';
import { agreementFile, blindList, partnerOffice, type PartnerOffice } from './partner-office.ts';
import { type Agency, programsIn, startAgency } from './programs.ts';

export const DAY_MS = 86_400_000;
/** Whole months that are delivered. */
export const MONTHS = 12;
const NOISE = { kind: 'noise', epsilonThousandths: 500 } as const;

const now = new Date();
/** Beginning of a month of the exchange; 0: the first. */
export const monthAt = (at: number): number => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2 + at, 1);
const dayOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);
export const nameOfMonth = (at: number): string => dayOf(monthAt(at)).slice(0, 7);

function agreementOf(id: string, provider: Party, recipient: Partner, datasets: AgreedDataset[]): Agreement {
  const hasNoise = datasets.some(({ protection }) => protection.kind === 'noise');
  return sampleAgreement({
    ...{ id, datasets },
    parties: {
      provider: { party: provider.id, record: partyDigest(provider) },
      recipient: { party: recipient.id, record: partyDigest(recipient) },
    },
    ...{ retention: { days: 60 }, receiptDays: 60 },
    rate: { deliveriesPerDay: 50, requestsPerHour: 10_000, bytesPerDay: 16_777_216 },
    privacyBudget: hasNoise ? { epsilonThousandths: 1_000, period: 'quarter' } : null,
    ...{ from: dayOf(monthAt(0)), until: dayOf(monthAt(MONTHS + 1) - DAY_MS) },
  });
}

/** Both parties and the agreement, decided by two officers and signed by two people of each side. */
async function agree(agency: Agency, parties: readonly Party[], agreement: Agreement): Promise<void> {
  for (const party of parties) expect(await agency.decide('sharing-party', { change: 'enter', party })).toBeUndefined();
  const own = agency.name === 'a' ? OWN_SEEDS.slice(0, 2) : PARTNER_SEEDS;
  const theirs = agency.name === 'a' ? PARTNER_SEEDS : OWN_SEEDS.slice(0, 2);
  const signatures = [
    ...own.map((seed) => signatureOf(agreement, 'provider', seed)),
    ...theirs.map((seed) => signatureOf(agreement, 'recipient', seed)),
  ];
  const change = { change: 'enter', agreement, signatures };
  expect(await agency.decide('sharing-agreement', change)).toBeUndefined();
}

/**
 * @param folder of all programs
 * @param listed numbers of documents on the partner's list
 * @param opened gets the programs that the caller stops
 */
export async function twoAgencies(folder: string, listed: readonly string[], opened: Program[]) {
  const programs = programsIn(folder, monthAt(0) - 2 * DAY_MS);
  const written = writtenIn(folder);
  const { key, cert } = await operatorCertificate();
  const certificate = { certFile: written('operator.pem', cert), keyFile: written('operator.key', key), cert };
  const statistics = await partnerOffice(programs, join(folder, 'statistics'), SAMPLE_PARTNER);
  const border = await partnerOffice(programs, join(folder, 'border'), FIRST_AS_PARTNER);
  const keyFile = join(statistics.folder, 'seen.key');
  const [seen] = await statistics.run('pseudonym-key', keyFile);
  const list = await blindList(programs, statistics);
  opened.push(list.service);
  const sources = written('sources.json', JSON.stringify({ lost: { url: list.url } }));
  const a = await startAgency(programs, {
    ...{ name: 'a', dataDir: join(folder, 'a'), certificate },
    settings: { POSTERN_SERVER_WATCHLIST_SOURCES_FILE: sources },
  });
  const b = await startAgency(programs, { name: 'b', dataDir: join(folder, 'b'), certificate });
  opened.push(a.program, b.program);
  const pseudonym = {
    kind: 'monthly',
    keyCheck: String(seen?.['keyCheck']),
    sealTo: String(seen?.['sealTo']),
  } as const;
  const common = { smallestCell: 5, delayDays: 2 };
  const fromA = agreementOf('from-a', SAMPLE_OWN, statistics.record, [
    { ...SAMPLE_COUNTS, ...common },
    {
      ...{
        dataset: 'referral-reasons',
        granularity: 'month',
        protection: NOISE,
        pseudonym: { kind: 'none' },
        ...common,
      },
      fields: [{ field: 'reason', values: ['document-expired'] }],
    },
    { ...SAMPLE_LISTED, ...common, list: { ...SAMPLE_LISTED.list, publicKey: list.publicKey } },
    { ...SAMPLE_DOCUMENTS, delayDays: 2, pseudonym },
  ]);
  const fromB = agreementOf('from-b', SECOND_OWN, border.record, [{ ...SAMPLE_COUNTS, ...common }]);
  await agree(a, [SAMPLE_OWN, statistics.record], fromA);
  await agree(b, [SECOND_OWN, border.record], fromB);
  // The server commits to the noise within a minute, and before the first day
  programs.clock.turnTo(monthAt(0) - DAY_MS);
  await a.signIn();
  const seeds = async () =>
    (await a.see<{ seeds: readonly unknown[] }>('privacy-officer', '/v1/sharing/seeds')).seeds.length;
  await expect.poll(seeds, { timeout: 280_000 }).toBeGreaterThan(0);
  await statistics.settle(a, [fromA], cert);
  await border.settle(b, [fromB], cert);

  const people = [signer(), signer()];
  const [termsFile, listsFolder] = [join(folder, 'terms.json'), join(folder, 'lists')];
  const draftOfList = await list.build(listed, listsFolder);
  const signed = JSON.stringify(documentSignedBy('watchlist', draftOfList, people));
  writeFileSync(join(listsFolder, 'lost.list.json'), signed);
  const laneSettings = {
    POSTERN_KIOSK_SIGNER_KEYS: people.map(({ hex }) => hex).join(','),
    POSTERN_KIOSK_PARTNER_TERMS_FILE: termsFile,
    POSTERN_KIOSK_WATCHLIST_DIR: listsFolder,
  };
  const lane = await startLane(programs, a, { id: 'lane-1', settings: laneSettings });
  opened.push(lane.program);
  const terms = await termsOf(statistics, fromA, { folder, lane, keyFile });
  writeFileSync(termsFile, JSON.stringify(documentSignedBy('partner-terms', terms, people)));
  return { programs, a, b, lane, statistics, border, fromA, fromB, list, keyFile };
}

export type World = Awaited<ReturnType<typeof twoAgencies>>;

/** The partner seals its key to the lane, and the agency drafts the terms of lanes. */
async function termsOf(
  { run, folder: office }: PartnerOffice,
  agreement: Agreement,
  { folder, lane, keyFile }: { readonly folder: string; readonly lane: LaneProgram; readonly keyFile: string },
): Promise<unknown> {
  const [requests, agreed] = [join(folder, 'requests'), agreementFile(office, agreement)];
  mkdirSync(requests);
  copyFileSync(join(lane.dataDir, 'partner-key-request.json'), join(requests, 'lane-1.json'));
  const lanes = writtenIn(folder)('lanes.txt', `lane-1 ${lane.publicKey}\n`);
  const entries = ['pseudonyms.entry.json', 'list.entry.json'].map((name) => join(folder, name)) as [string, string];
  await run('seal-key', keyFile, agreed, lanes, requests, entries[0]);
  await run('list-entry', agreed, entries[1]);
  const draft = join(folder, 'terms.draft.json');
  await run('terms', '1', draft, ...entries);
  return JSON.parse(readFileSync(draft, 'utf8')) as unknown;
}

const writtenIn =
  (folder: string) =>
  (name: string, content: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
