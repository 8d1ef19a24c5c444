/**
 * The program of a partner agency. It runs at the partner and needs no server's files.
 * `postern-server partner keys PARTY FOLDER` makes keys and prints the public ones for the partner's record.
 * `postern-server partner fetch SETTINGS` fetches, verifies, opens and signs for each delivery that waits, and deletes what it is asked to delete.
 * `postern-server partner pseudonym-key FILE` makes the keys of pseudonyms and prints what the agreement names.
 * `postern-server partner seal-key KEY AGREEMENT LANES REQUESTS ENTRY` seals the key to the lanes that asked, and writes one entry of their terms.
 * `postern-server partner count KEY DELIVERY LIST` counts the documents of a list that lanes saw in the month of a delivery.
 * `postern-server partner show DELIVERY` shows the counts of a delivery.
 * `postern-server partner list-entry AGREEMENT ENTRY` is for the agency: it writes the entry of a partner's blind list that lanes count.
 * `postern-server partner begin-list SETTINGS DRAFT` makes a draft from the server's newest metadata, for `postern-server releases add-list` and `sign`.
 * `postern-server partner send-list SETTINGS DRAFT` sends the files of a signed draft and publishes it; a run that broke off is continued.
 * `postern-server partner lists SETTINGS` prints the agreed lists, what was last published, and what was refused.
 * `postern-server partner terms NUMBER DRAFT ENTRY...` is for the agency: it writes the draft of the terms, which two people sign.
 * Prints one JSON line for each. Exit codes: 0 done, 1 something was refused, 64 wrong arguments, 66 unusable files, 69 no server, 75 a quota is used up: run it
 * again later.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { faultsOf } from '../../contract/fault.ts';
import { readLaneKeyList } from '../../contract/lane-key-request.ts';
import { countedListSchema, partnerTermSchema } from '../../contract/partner-terms.ts';
import { agreementSchema } from '../../sharing/agreement/agreement.ts';
import { countDocuments, readDocumentList } from '../../sharing/program/count-documents.ts';
import { fetchDeliveries, readKeptCounts, readKeptDocuments } from '../../sharing/program/fetch-deliveries.ts';
import { draftOfTerms, makeCountedList, makeTerm } from '../../sharing/program/make-terms.ts';
import { askLists, beginDraft } from '../../sharing/program/draft-of-lists.ts';
import { makePartnerKeys, type PartnerSettings, readPartnerSettings } from '../../sharing/program/partner-settings.ts';
import { PartnerClient } from '../../sharing/program/partner-client.ts';
import { sendLists } from '../../sharing/program/send-lists.ts';
import { ServerRefused } from '../../sharing/program/server-refused.ts';
import { ReleaseError } from '../../lanes/releases/release-error.ts';
import { makePseudonymKey, readPseudonymKey } from '../../sharing/program/pseudonym-key.ts';
import { partyIdSchema } from '../../sharing/agreement/party.ts';

keepFilesPrivate();

const USAGE = [
  'usage: postern-server partner keys PARTY FOLDER | fetch SETTINGS | pseudonym-key FILE',
  'seal-key KEY AGREEMENT LANES REQUESTS ENTRY | count KEY DELIVERY LIST | show DELIVERY',
  'list-entry AGREEMENT ENTRY | terms NUMBER DRAFT ENTRY...',
  'lists SETTINGS | begin-list SETTINGS DRAFT | send-list SETTINGS DRAFT',
].join(' | ');

function print(line: Readonly<Record<string, unknown>>, exitCode?: number): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (exitCode !== undefined) process.exitCode = exitCode;
}

function misused(): void {
  print({ kind: 'refused', code: 'usage', usage: USAGE }, 64);
}

/** A line of progress at most this often. */
const PROGRESS_EVERY_MS = 1_000;

type Command = (...words: string[]) => Promise<void> | void;

/** Each with the least number of its words. */
const COMMANDS: Readonly<Record<string, { readonly words: number; readonly run: Command; readonly more?: true }>> = {
  keys: { words: 2, run: makeKeys },
  fetch: { words: 1, run: fetchAll },
  lists: { words: 1, run: showLists },
  'begin-list': { words: 2, run: beginList },
  'send-list': { words: 2, run: sendList },
  'pseudonym-key': { words: 1, run: (file = '') => print({ kind: 'made', ...makePseudonymKey(file) }) },
  'seal-key': { words: 5, run: sealKey },
  count: { words: 3, run: count },
  show: { words: 1, run: show },
  'list-entry': { words: 2, run: listEntry },
  terms: { words: 2, run: makeTerms, more: true },
};

async function main([name = '', ...words]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined || words.length < command.words) return misused();
  if (command.more === undefined && words.length > command.words) return misused();
  await command.run(...words);
}

async function makeKeys(party = '', folder = ''): Promise<void> {
  const id = partyIdSchema.safeParse(party);
  if (!id.success) return misused();
  print({ kind: 'made', ...(await makePartnerKeys(folder, id.data, backgroundClock.wallMs())) });
}

async function fetchAll(file = ''): Promise<void> {
  const settings = settingsIn(file);
  if (settings === undefined) return;
  try {
    const results = await fetchDeliveries(settings, () => backgroundClock.wallMs());
    for (const result of results) print({ ...result });
    if (results.some(({ kind }) => kind === 'refused')) process.exitCode = 1;
  } catch (error) {
    print({ kind: 'refused', code: 'no-server', why: messageOf(error) }, 69);
  }
}

/** Prints the refusal of the server, of a file, or of the network. */
async function withServer(file: string, work: (settings: PartnerSettings) => Promise<void>): Promise<void> {
  const settings = settingsIn(file);
  if (settings === undefined) return;
  try {
    await work(settings);
  } catch (error) {
    if (error instanceof ServerRefused) {
      const { code, place, reason } = error;
      return print({ kind: 'refused', code, place, reason }, code === 'rate-limited' ? 75 : 1);
    }
    const isNetwork = error instanceof Error && 'code' in error && !(error instanceof ReleaseError);
    print({ kind: 'refused', code: isNetwork ? 'no-server' : 'files', why: messageOf(error) }, isNetwork ? 69 : 66);
  }
}

function showLists(file = ''): Promise<void> {
  return withServer(file, async (settings) => {
    const client = new PartnerClient(settings);
    try {
      const { lists, ended, metadata } = await askLists(client);
      for (const { published, uploads, ...list } of lists)
        print({ kind: 'list', ...list, files: published.length, uploads });
      print({ kind: 'channel', metadata, ended });
    } finally {
      client.close();
    }
  });
}

function beginList(file = '', folder = ''): Promise<void> {
  return withServer(file, async (settings) => {
    const draft = await beginDraft(settings, folder, backgroundClock.wallMs());
    print({ kind: 'begun', draft: folder, watchlist: draft.newest('watchlist') });
  });
}

function sendList(file = '', folder = ''): Promise<void> {
  return withServer(file, async (settings) => {
    let shownAt = 0;
    const sent = await sendLists(settings, folder, (progress) => {
      const now = backgroundClock.monotonicMs();
      if (now - shownAt < PROGRESS_EVERY_MS && progress.sent < progress.bytes) return;
      shownAt = now;
      print({ kind: 'sending', ...progress });
    });
    print({ kind: 'published', ...sent });
  });
}

async function sealKey(keyFile = '', agreementFile = '', lanesFile = '', folder = '', entry = ''): Promise<void> {
  const lanes = readLaneKeyList(readFileSync(lanesFile, 'utf8'));
  if (lanes === undefined)
    throw new Error(`${lanesFile} must hold a line for each lane: its id, a space, its public key`);
  const requests = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, readFileSync(join(folder, name))]),
  );
  const agreement = agreementSchema.parse(jsonIn(agreementFile));
  const made = await makeTerm(agreement, readPseudonymKey(keyFile), { lanes, requests });
  if (made.kind === 'refused') return print({ ...made }, 1);
  replaceFileSync(entry, `${JSON.stringify(made.term, null, 2)}\n`);
  const sealed = made.term.lanes.map(({ kioskId }) => kioskId);
  print({ kind: 'sealed', lanes: sealed, refused: made.refused, file: entry }, made.refused.length > 0 ? 1 : undefined);
}

function makeTerms(number = '', draft = '', ...entries: string[]): void {
  const terms = entries.map((file) => z.union([partnerTermSchema, countedListSchema]).parse(jsonIn(file)));
  const made = draftOfTerms(terms, { number: Number(number), validFrom: Math.round(backgroundClock.wallMs()) });
  replaceFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o644 });
  print({ kind: 'written', agreements: terms.map(({ agreement }) => agreement.id), file: draft });
}

function listEntry(agreementFile = '', entry = ''): void {
  const list = makeCountedList(agreementSchema.parse(jsonIn(agreementFile)));
  if (list === undefined) return print({ kind: 'refused', code: 'no-listed-documents' }, 1);
  replaceFileSync(entry, `${JSON.stringify(list, null, 2)}\n`, { mode: 0o644 });
  print({ kind: 'written', list: list.list, file: entry });
}

function show(delivery = ''): void {
  const { dataset, period, fields, cells, total, protection } = readKeptCounts(delivery);
  print({ kind: 'counts', dataset, period: period.name, fields, cells, total, protection: protection.kind });
}

async function count(keyFile = '', delivery = '', listFile = ''): Promise<void> {
  const list = readDocumentList(readFileSync(listFile, 'utf8'));
  if (list === undefined)
    throw new Error(`${listFile} must hold a line for each document: its state, a space, its number`);
  const counted = await countDocuments(readKeptDocuments(delivery), readPseudonymKey(keyFile), list);
  print({ kind: 'counted', ...counted }, counted.unopened > 0 ? 1 : undefined);
}

function jsonIn(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function settingsIn(file: string): PartnerSettings | undefined {
  try {
    return readPartnerSettings(file);
  } catch (error) {
    print({ kind: 'refused', code: 'files', why: messageOf(error) }, 66);
    return undefined;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return faultsOf(error)
      .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
      .join('; ');
  return error instanceof Error ? error.message : 'unknown';
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  print({ kind: 'refused', code: 'files', why: messageOf(error) }, 66);
}
