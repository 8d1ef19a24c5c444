/** The office of a partner: its keys, its list of documents, the service that answers blind queries, and the partner's program. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Program, ProgramEvent } from '../../../kiosk/dock/program.ts';
import type { Agreement } from '../../../server/sharing/agreement/agreement.ts';
import type { Partner } from '../../../server/sharing/agreement/party.ts';
import type { Agency, Programs } from './programs.ts';

const PARTNER_PROGRAM = 'server/main/commands/partner.js';
const WATCHLIST_PROGRAM = 'kiosk/main/commands/watchlist/main.js';
/** The ledger publishes at least this often. */
const PUBLISHED_WITHIN_MS = 15_000;
const BLIND_LIST = 'lost';

export interface PartnerOffice {
  readonly folder: string;
  /** The record of the party with the keys of its program. */
  readonly record: Partner;
  /** `postern-server partner …` */
  run(...words: string[]): Promise<ProgramEvent[]>;
  /** Gives the program the address and the keys of an agency's server, and the agreements. */
  settle(agency: Agency, agreements: readonly Agreement[], certificate: string): Promise<void>;
  /** Runs the program until nothing waits, and resolves to what it received and deleted. */
  fetchAll(): Promise<ProgramEvent[]>;
  /** The kept files of an agreement. */
  kept(agreement: Agreement, dataset: string, month: string): string;
}

/** @param record the party, with other keys */
export async function partnerOffice(programs: Programs, folder: string, record: Partner): Promise<PartnerOffice> {
  mkdirSync(folder);
  const run = (...words: string[]) => programs.run(PARTNER_PROGRAM, words);
  const [keys] = await run('keys', record.id, join(folder, 'keys'));
  const settingsFile = join(folder, 'settings.json');
  return {
    folder,
    run,
    record: { ...record, signingKey: String(keys?.['signingKey']), encryptionKey: String(keys?.['encryptionKey']) },
    async settle(agency, agreements, certificate) {
      mkdirSync(join(folder, 'agreements'));
      for (const agreement of agreements) writeFileSync(agreementFile(folder, agreement), JSON.stringify(agreement));
      writeFileSync(join(folder, 'ca.pem'), certificate);
      writeFileSync(join(folder, 'policy'), (await agency.get('/ledger/policy')).text);
      const settings = {
        ...{ party: record.id, server: agency.partnersUrl, serverCa: 'ca.pem', serverKey: agency.serverKey },
        ...{ ledgerPolicy: 'policy', agreements: 'agreements', keys: 'keys', deliveries: 'deliveries' },
      };
      writeFileSync(settingsFile, JSON.stringify(settings));
    },
    async fetchAll() {
      const results: ProgramEvent[] = [];
      const once = async (): Promise<ProgramEvent[]> => {
        programs.clock.turnTo(programs.clock.nowMs() + PUBLISHED_WITHIN_MS);
        const now = await run('fetch', settingsFile);
        results.push(...now.filter(({ kind }) => kind !== 'waits'));
        return now.filter(({ kind }) => kind === 'waits');
      };
      await expect.poll(once, { timeout: 240_000, interval: 500 }).toEqual([]);
      return results;
    },
    kept: (agreement, dataset, month) => join(folder, 'deliveries', agreement.id, `${dataset}-${month}.json`),
  };
}

export const agreementFile = (folder: string, { id }: Pick<Agreement, 'id'>): string =>
  join(folder, 'agreements', `${id}.json`);

export interface BlindList {
  /** Names the key in the agreement. */
  readonly publicKey: string;
  readonly service: Program;
  /** Address of the service. */
  readonly url: string;
  /** The records, at the partner. */
  readonly source: string;
  /** Documents that the service was asked about. */
  asked(): number;
  /** Makes the files of the list in a folder, and returns the draft that people sign. */
  build(listed: readonly string[], into: string): Promise<unknown>;
}

/** The key of the list, and the service that evaluates with it. The caller stops the service. */
export async function blindList(programs: Programs, { folder }: PartnerOffice): Promise<BlindList> {
  const [keyFile, share, source] = ['lost.key', 'one.share', 'list.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const [made] = await programs.run(WATCHLIST_PROGRAM, ['blind-key', BLIND_LIST, keyFile, share]);
  const settings = join(folder, 'owner.json');
  writeFileSync(settings, JSON.stringify({ port: 0, keyFiles: [keyFile], shareFiles: [share], perMinute: 6_000 }));
  let asked = 0;
  const service = programs.start({
    ...{ name: 'owner', entry: WATCHLIST_PROGRAM, args: ['serve', settings] },
    onEvent: ({ kind, elements }) => void (asked += kind === 'query' ? Number(elements) : 0),
  });
  const { port } = await service.first('port');
  return {
    ...{ publicKey: String(made?.['publicKey']), service, source },
    url: `http://127.0.0.1:${String(port)}/`,
    asked: () => asked,
    async build(listed, into) {
      mkdirSync(into);
      writeFileSync(source, ['type,issuer,number', ...listed.map((number) => `P,UTO,${number}`)].join('\n'));
      await programs.run(WATCHLIST_PROGRAM, ['build', keyFile, source, into, '--shares', share]);
      return JSON.parse(readFileSync(join(into, `${BLIND_LIST}.draft.json`), 'utf8')) as unknown;
    },
  };
}
