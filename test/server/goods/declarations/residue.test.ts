/** A trader's data after the answer: searched for in the memory of both processes, in every file of the server, in its log and in a backup. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBackup } from '../../../../server/main/backup/create.ts';
import { makeIdentity } from '../../../../server/main/backup/recipient.ts';
import { unpack } from '../../../../server/main/backup/unpack.ts';
import { openDatabase } from '../../../../server/platform/database/database.ts';
import { initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { type Needle, namesIn } from '../../../support/byte-search.ts';
import { descendantsOf, memoryUnreadable, scanMemory } from '../../../support/memory-scan.ts';
import { startProcess } from '../../fixtures/server-process.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { operatorCertificate } from '../../sharing/fixtures/partner-program.ts';
import { changed, H1, WCO_XML } from './fixtures/declarations.ts';
import { signedOffices, submitTo } from './fixtures/trader-bench.ts';
import { preparedFolder } from './fixtures/prepared-folder.ts';

const missing = memoryUnreadable();

/** `FILE: SECRET` for each secret that a file of the folder holds. */
function filesWith(folder: string, needles: readonly Needle[]): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  expect(files.length).toBeGreaterThan(0);
  return files.flatMap(({ parentPath, name }) =>
    namesIn(readFileSync(join(parentPath, name)), needles).map((secret) => `${name}: ${secret}`),
  );
}

/** Backs up the running server into a folder. @returns another folder, with the databases of that backup */
async function unpackedBackup(dataDir: string, folder: string): Promise<string> {
  const to = temporaryFolder();
  const recipient = await makeIdentity(join(folder, 'identity'));
  const keys = { ledgerKey: 'log.example/test', receiptKey: new Uint8Array(32) };
  const { file } = await createBackup({ ...keys, place: { dataDir }, recipient, folder, atMs: Date.now() });
  await unpack(join(folder, file), recipient, { server: { dataDir: to }, ledger: { dataDir: to } });
  return to;
}

async function tlsSettings(dataDir: string) {
  await initialiseAuthority(join(dataDir, 'fleet'), Date.now());
  const { key, cert } = await operatorCertificate();
  const folder = temporaryFolder();
  const settings = {
    POSTERN_SERVER_TLS_NAMES: 'localhost',
    POSTERN_SERVER_TLS_CERTIFICATE_FILE: join(folder, 'certificate'),
    POSTERN_SERVER_TLS_KEY_FILE: join(folder, 'key'),
    POSTERN_SERVER_KIOSK_PORT: '0',
  };
  writeFileSync(settings.POSTERN_SERVER_TLS_CERTIFICATE_FILE, cert);
  writeFileSync(settings.POSTERN_SERVER_TLS_KEY_FILE, key, { mode: 0o600 });
  return { ca: cert, settings };
}

describe.skipIf(missing !== undefined)(`a trader's data${missing === undefined ? '' : ` (${missing})`}`, () => {
  it.each(['plain', 'TLS'] as const)('is nowhere after the answer: %s', async (connection) => {
    const dataDir = temporaryFolder();
    const { key, environment } = await preparedFolder(dataDir, await signedOffices());
    const { ca, settings } = connection === 'TLS' ? await tlsSettings(dataDir) : {};
    const server = startProcess({ ...environment, ...settings });
    const { port } = await server.event('traders-listening');
    const main = server.processId;
    const [front] = descendantsOf(main).filter(({ command }) => command.includes('front/program'));
    if (front === undefined) throw new Error('there is no front');

    const secrets = {
      party: 'Canary Importers of Saarbruecken',
      goods: 'canary coloured velvet horses',
      place: 'CanaryStreet 77 b',
      lrn: 'CANARY-LRN-00412345',
      // Longer than the texts of at most ten characters that the engine shares between values (server/goods/declarations/README.md)
      amount: '7654321000.09',
    };
    const accepted = changed(H1, {
      '/exporter/name': secrets.party,
      '/exporter/address/street': secrets.place,
      '/goods/0/description': secrets.goods,
      '/lrn': secrets.lrn,
      '/goods/0/amount/amount': secrets.amount,
      '/invoice/amount': secrets.amount,
    });
    const xml = WCO_XML.replace('Prairie Breeders', secrets.party)
      .replace('Horses for breeding', secrets.goods)
      .replace('1 Long Road', secrets.place)
      .replace('LRN-1', `${secrets.lrn}X`.slice(0, 22))
      .replace('UCR-1', 'UCR-77');
    const send = (message: object | string | Uint8Array) => submitTo(Number(port), message, { key, ca });
    expect(await send(accepted)).toMatchObject({ status: 201, json: { state: 'accepted' } });
    expect(await send(xml)).toMatchObject({ status: 201, json: { state: 'accepted' } });
    expect(await send(changed(accepted, { '/importer': undefined }))).toMatchObject({ json: { state: 'rejected' } });
    expect(await send(Buffer.from(JSON.stringify(accepted).slice(0, -1)))).toMatchObject({ status: 422 });

    const needles: Needle[] = Object.entries(secrets).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
    // The server itself never had them
    expect(scanMemory(main, needles).finds.map(({ name, mapping }) => `${name} ${mapping}`)).toEqual([]);
    const left = () => scanMemory(front.id, needles).finds.map(({ name, mapping }) => `${name} ${mapping}`);
    await expect.poll(left, { timeout: 240_000, interval: 1_000 }).toEqual([]);

    expect(filesWith(dataDir, needles)).toEqual([]);
    expect(namesIn(Buffer.from(JSON.stringify(server.lines)), needles)).toEqual([]);
    // Sealed, and as its key opens it
    const backups = temporaryFolder();
    const unpacked = await unpackedBackup(dataDir, backups);
    expect(filesWith(backups, needles)).toEqual([]);
    expect(filesWith(unpacked, needles)).toEqual([]);
    const { knex } = await openDatabase({ dataDir: unpacked });
    expect(await knex('declarations').pluck('state')).toHaveLength(3);
    await knex.destroy();
    server.kill('SIGTERM');
    expect(await server.exit).toBe(0);
  });
});
