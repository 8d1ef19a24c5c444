/** A trader's data after the answer: searched for in the memory of both processes, in every file of the server, and in its log. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Needle, namesIn } from '../../support/byte-search.ts';
import { descendantsOf, memoryUnreadable, scanMemory } from '../../support/memory-scan.ts';
import { startProcess } from '../fixtures/server-process.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { changed, H1, WCO_XML } from './fixtures/declarations.ts';
import { signedOffices, submitTo } from './fixtures/trader-bench.ts';
import { preparedFolder } from './fixtures/prepared-folder.ts';

const missing = memoryUnreadable();

describe.skipIf(missing !== undefined)(`a trader's data${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('is nowhere after the answer: not in memory, files and log', async () => {
    const dataDir = temporaryFolder();
    const { key, environment } = await preparedFolder(dataDir, await signedOffices());
    const server = startProcess(environment);
    const { port } = await server.event('traders-listening');
    const main = server.processId;
    const [front] = descendantsOf(main).filter(({ command }) => command.includes('front/program'));
    if (front === undefined) throw new Error('there is no front');

    const secrets = {
      party: 'Canary Importers of Saarbruecken',
      goods: 'canary coloured velvet horses',
      place: 'CanaryStreet 77 b',
      lrn: 'CANARY-LRN-00412345',
      // Longer than the texts of at most ten characters that the engine shares between values (server/declarations/README.md)
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
    const send = (message: object | string | Uint8Array) => submitTo(Number(port), message, { key });
    expect(await send(accepted)).toMatchObject({ status: 201, json: { state: 'accepted' } });
    expect(await send(xml)).toMatchObject({ status: 201, json: { state: 'accepted' } });
    expect(await send(changed(accepted, { '/importer': undefined }))).toMatchObject({ json: { state: 'rejected' } });
    expect(await send(Buffer.from(JSON.stringify(accepted).slice(0, -1)))).toMatchObject({ status: 422 });

    const needles: Needle[] = Object.entries(secrets).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
    // The server itself never had them
    expect(scanMemory(main, needles).finds.map(({ name, mapping }) => `${name} ${mapping}`)).toEqual([]);
    const left = () => scanMemory(front.id, needles).finds.map(({ name, mapping }) => `${name} ${mapping}`);
    await expect.poll(left, { timeout: 90_000, interval: 1_000 }).toEqual([]);

    const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(files.length).toBeGreaterThan(4);
    for (const { parentPath, name } of files)
      expect([name, ...namesIn(readFileSync(join(parentPath, name)), needles)]).toEqual([name]);
    expect(namesIn(Buffer.from(JSON.stringify(server.lines)), needles)).toEqual([]);
    server.kill('SIGTERM');
    expect(await server.exit).toBe(0);
  });
});
