/** `postern-server partner begin-list` and `send-list` with `postern-server releases add-list`, `sign` and `drop-list`, as a partner runs them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { LIST_OWNER_SEED } from '../../sharing/fixtures/agreements.ts';
import { listAgreement, listWorld } from '../../sharing/fixtures/list-owner.ts';
import { ed25519KeyOf, partnerSettingsFile } from '../../sharing/fixtures/partner-program.ts';
import { DAY_MS } from '../../sharing/fixtures/sharing-office.ts';
import { STOLEN } from '../../../kiosk/lists/watchlist/list-of.ts';

const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

test('a partner begins a draft, adds its list, signs, sends, looks and withdraws, with the commands of the README', async () => {
  // The programs have the clock of the machine
  const clock = handTurnedClock(Date.now() - DAY_MS);
  const dates = { from: dayAt(Date.now()), until: dayAt(Date.now() + 300 * DAY_MS) };
  const world = await listWorld(listAgreement({}, dates), { clock });
  const { server, repository, owner, list } = world;
  const settings = partnerSettingsFile(server, world, [listAgreement({}, dates)]);
  const root = join(temporaryFolder(), '1.root.json');
  copyFileSync(repository.path(metadataFile('root', 1)), root);
  const read = JSON.parse(readFileSync(settings, 'utf8')) as object;
  writeFileSync(settings, JSON.stringify({ ...read, releasesRoot: root }));
  const key = join(temporaryFolder(), 'owner.pem');
  const pem = ed25519KeyOf(LIST_OWNER_SEED).export({ format: 'pem', type: 'pkcs8' }).toString();
  writeFileSync(key, pem, { mode: 0o600 });
  await owner.base(20);
  const content = { version: 1, number: 1, validFrom: 0, list: STOLEN, base: list.files[0]?.file, deltas: [] };
  writeFileSync(join(list.folder, 'stolen.draft.json'), JSON.stringify(content));

  const run = async (program: 'partner' | 'releases', ...words: string[]) => {
    const file = join(projectRoot(), '.build/server/main/commands', `${program}.js`);
    const child = spawn(process.execPath, [file, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (text: Buffer) => void (out += text.toString()));
    const [code] = (await once(child, 'close')) as [number];
    const lines = out.trim().split('\n');
    return { code, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
  };
  const begun = async () => {
    const draft = join(temporaryFolder(), 'draft');
    expect(await run('partner', 'begin-list', settings, draft)).toMatchObject({ code: 0, lines: [{ kind: 'begun' }] });
    return draft;
  };
  const draft = await begun();
  const add = ['add-list', draft, '--list', 'stolen', '--base', '1', '--from', list.folder];
  expect(await run('releases', ...add)).toMatchObject({ code: 0, lines: [{ kind: 'drafted' }] });
  expect(await run('partner', 'send-list', settings, draft)).toMatchObject({
    code: 1,
    lines: [
      { kind: 'sending', sent: list.files[0]?.file.bytes },
      { code: 'list-refused', reason: 'unsigned' },
    ],
  });
  expect(await run('releases', 'sign', draft, '--key', key)).toMatchObject({ code: 0, lines: [{ complete: true }] });
  expect(await run('partner', 'send-list', settings, draft)).toMatchObject({
    code: 0,
    lines: [{ kind: 'published', version: 1, lists: ['stolen'], files: 0 }],
  });
  expect(await run('partner', 'lists', settings)).toMatchObject({
    code: 0,
    lines: [
      { kind: 'list', list: 'stolen', last: { base: 1, documents: 20 }, refusals: [{ refusal: 'unsigned' }] },
      { kind: 'channel' },
    ],
  });
  const gone = await begun();
  expect(await run('releases', 'drop-list', gone, '--list', 'stolen')).toMatchObject({ code: 0 });
  expect(await run('releases', 'drop-list', gone, '--list', 'lost')).toMatchObject({ code: 1 });
  expect(await run('releases', 'sign', gone, '--key', key)).toMatchObject({ code: 0 });
  expect(await run('partner', 'send-list', settings, gone)).toMatchObject({ code: 0, lines: [{ version: 2 }] });
  expect(entriesIn(repository, 'watchlist')).toEqual([]);
  expect(await run('partner', 'send-list', settings)).toMatchObject({ code: 64 });
  writeFileSync(settings, JSON.stringify({ ...read, server: 'https://localhost:1' }));
  expect(await run('partner', 'send-list', settings, gone)).toMatchObject({ code: 69, lines: [{ code: 'no-server' }] });
});
