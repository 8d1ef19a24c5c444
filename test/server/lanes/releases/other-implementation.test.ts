/** python-tuf, the reference implementation, as client of our repositories and as maker of repositories for our lane. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import { exportRepository } from '../../../../server/lanes/releases/carry.ts';
import {
  copyOf,
  DAY,
  forge,
  newReleases,
  putBack,
  release,
  renew,
  rootOf,
  termsOf,
} from '../../../support/release-fixture.ts';
import { openLaneChannel, setClock } from '../../../support/release-lane.ts';
import { missingSystemParts } from '../../../support/system-part.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PYTHON = '/usr/bin/python3';
const reason = missingSystemParts('python-tuf', [PYTHON, '/usr/lib/python3/dist-packages/tuf/__init__.py']);

const CLIENT = `
import os, sys
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface
class Folder(FetcherInterface):
    def _fetch(self, url):
        try:
            return iter([open(url.removeprefix("file://"), "rb").read()])
        except FileNotFoundError:
            raise DownloadHTTPError("absent", 404)
repository, root, state, target = sys.argv[1:]
os.makedirs(state + "/m", exist_ok=True)
if not os.path.exists(state + "/m/root.json"):
    open(state + "/m/root.json", "wb").write(open(root, "rb").read())
updater = Updater(state + "/m", "file://" + repository + "/metadata/", state, "file://" + repository + "/targets/", fetcher=Folder())
try:
    updater.refresh()
    info = updater.get_targetinfo(target)
    print("none" if info is None else open(updater.download_target(info, state + "/file"), "r").read())
except Exception as error:
    print(type(error).__name__)
`;

const MAKER = `
import hashlib, json, os, sys
from datetime import datetime, timedelta, timezone
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
folder = sys.argv[1]
custom = json.loads(sys.argv[2])
body = b"made elsewhere"
signers = [CryptoSigner.generate_ed25519() for _ in range(3)]
expires = (datetime.now(timezone.utc) + timedelta(days=20)).replace(microsecond=0)
root = Root(expires=expires)
for name in ["root", "targets"]:
    for signer in signers[:2]:
        root.add_key(signer.public_key, name)
    root.roles[name].threshold = 2
for name in ["snapshot", "timestamp"]:
    root.add_key(signers[2].public_key, name)
targets = Targets(expires=expires)
path = custom["kind"] + "/" + custom["name"] + "/" + str(custom["version"])
target = TargetFile.from_data(path, body, ["sha256"])
target.unrecognized_fields["custom"] = custom
targets.targets[path] = target
def save(signed, by, name):
    metadata = Metadata(signed)
    for signer in by:
        metadata.sign(signer, append=True)
    os.makedirs(folder + "/metadata", exist_ok=True)
    metadata.to_file(folder + "/metadata/" + name)
save(root, signers[:2], "1.root.json")
save(targets, signers[:2], "1.targets.json")
save(Snapshot(expires=expires), [signers[2]], "1.snapshot.json")
save(Timestamp(expires=expires), [signers[2]], "timestamp.json")
place = folder + "/targets/" + custom["kind"] + "/" + custom["name"]
os.makedirs(place)
open(place + "/" + hashlib.sha256(body).hexdigest() + "." + str(custom["version"]), "wb").write(body)
`;

const python = (program: string, ...given: string[]): string =>
  execFileSync(PYTHON, ['-c', program, ...given], { encoding: 'utf8' }).trim();

/** python-tuf compares with the clock of the machine. */
async function fresh() {
  const nowMs = Date.now();
  const folder = temporaryFolder();
  const releases = await newReleases(folder, nowMs);
  const root = join(folder, 'root.json');
  writeFileSync(root, rootOf(releases));
  const state = temporaryFolder();
  const ask = (target: string): string => python(CLIENT, releases.repository.folder, root, state, target);
  return { releases, ask, nowMs, repository: releases.repository.folder };
}

describe.skipIf(reason !== undefined)('python-tuf', () => {
  test('accepts our repository, its next versions and its watchlist', async () => {
    const { releases, ask } = await fresh();
    await release(releases, termsOf('notice', 1), 'first notice');
    expect(ask('notice/main/1')).toBe('first notice');
    expect(ask('notice/main/2')).toBe('none');
    await release(releases, termsOf('notice', 2), 'second notice');
    await release(releases, termsOf('watchlist', 5, { name: 'base' }), 'list');
    expect(ask('notice/main/2')).toBe('second notice');
    expect(ask('watchlist/base/5')).toBe('list');
  });
  test('accepts the folder that is carried on a stick', async () => {
    const { releases, nowMs } = await fresh();
    await release(releases, termsOf('notice', 1), 'first notice');
    const stick = temporaryFolder();
    await exportRepository(releases.repository, stick, nowMs);
    const root = join(stick, metadataFile('root', 1));
    expect(python(CLIENT, stick, root, temporaryFolder(), 'notice/main/1')).toBe('first notice');
  });
  test('refuses what our lane refuses: one signature, an earlier state, mixed metadata', async () => {
    const { releases, ask, nowMs, repository } = await fresh();
    await release(releases, termsOf('notice', 1), 'first notice');
    const before = copyOf(releases);
    await release(releases, termsOf('notice', 2), 'second notice');
    expect(ask('notice/main/2')).toBe('second notice');
    const now = copyOf(releases);
    putBack(before, repository);
    expect(ask('notice/main/1')).toBe('BadVersionNumberError');
    putBack(now, repository);
    await forge(repository, 'targets', { version: 4, targets: {} }, [releases.anna], nowMs + DAY);
    await renew(releases);
    expect(ask('notice/main/2')).toBe('UnsignedMetadataError');
    writeFileSync(join(repository, metadataFile('targets', 4)), readFileSync(join(before, metadataFile('targets', 2))));
    expect(ask('notice/main/2')).toBe('DownloadLengthMismatchError');
  });
  test('makes a repository that our lane accepts', async () => {
    const folder = temporaryFolder();
    python(MAKER, folder, JSON.stringify(termsOf('notice', 3)));
    const root = readFileSync(join(folder, metadataFile('root', 1)));
    const channel = await openLaneChannel({ dataDir: temporaryFolder(), root, clock: setClock(Date.now()) });
    expect(await channel.update(folderSource(folder))).toBeUndefined();
    expect(channel.targets.of('notice').map(({ file }) => readFileSync(file, 'utf8'))).toEqual(['made elsewhere']);
  });
});
