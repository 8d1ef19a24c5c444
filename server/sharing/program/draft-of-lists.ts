/**
 * Begins a draft of the signed channel at the partner: the newest metadata from the server, which the partner verifies from the first root that
 * it got from the agency. `postern-server releases add-list` and `sign` continue it, without a network.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { metadataFile, ROOT_CHAIN_LIMIT } from '../../contract/release-repository.ts';
import { readListPart } from '../../contract/released-watchlist.ts';
import { changeTerms, type Draft, startDraft } from '../../lanes/releases/draft.ts';
import { followRoots } from '../../lanes/releases/follow-roots.ts';
import { isSigned, parseMetadata } from '../../lanes/releases/metadata.ts';
import { type PeoplesRole, type Repository, repositoryIn } from '../../lanes/releases/repository.ts';
import { type PartnerLists, partnerListsSchema } from '../lists/answers.ts';
import { PartnerClient } from './partner-client.ts';
import { ServerRefused } from './server-refused.ts';
import type { PartnerSettings } from './partner-settings.ts';

/** Rejects with `ServerRefused`, with `Error` for metadata that do not verify, and with Node's error when the server cannot be reached. */
export async function beginDraft(settings: PartnerSettings, folder: string, nowMs: number): Promise<Draft> {
  if (settings.releasesRoot === undefined)
    throw new Error('the settings name no releasesRoot: the file of the first root, which the agency gives');
  const client = new PartnerClient(settings);
  const copy = repositoryIn(mkdtempSync(join(tmpdir(), 'postern-lists-')));
  try {
    const lists = await askLists(client);
    makeFolderSync(join(copy.folder, 'metadata'));
    const first = readFileSync(settings.releasesRoot);
    const pinned = parseMetadata('root', first).signed.version;
    writeFileSync(copy.path(metadataFile('root', pinned)), first);
    const bring = async (role: PeoplesRole, version: number): Promise<void> => {
      const { body } = await askDone(client, `/v1/partner/lists/metadata/${role}/${version}`);
      writeFileSync(copy.path(metadataFile(role, version)), body);
    };
    const { root, targets, watchlist } = lists.metadata;
    if (root - pinned > ROOT_CHAIN_LIMIT)
      throw new Error('the file of the first root is too old: ask the agency for a newer one');
    for (let version = pinned + 1; version <= root; version += 1) await bring('root', version);
    await bring('targets', targets);
    if (watchlist > 0) await bring('watchlist', watchlist);
    verify(copy);
    const draft = startDraft(folder, copy);
    const ended = new Set(lists.ended);
    if (ended.size === 0) return draft;
    const isEnded = (name: string): boolean => ended.has(readListPart(name)?.list ?? '');
    return changeTerms(draft, 'watchlist', (terms) => (isEnded(terms.name) ? undefined : terms), { nowMs });
  } finally {
    client.close();
    rmSync(copy.folder, { recursive: true, force: true });
  }
}

/** The owner signs the entries of other lists too, so the server must not be able to invent them. */
function verify(copy: Repository): void {
  const root = followRoots(copy, new Map());
  if (root === 'altered' || root === 'unsigned') throw new Error(`a root of the server is ${root}`);
  const targets = copy.readNewest('targets');
  if (!isSigned(root, 'targets', targets))
    throw new Error('the targets of the server are not signed by people of its root');
  if (copy.newest('watchlist') > 0 && !isSigned(targets, 'watchlist', copy.readNewest('watchlist')))
    throw new Error('the lists of the server are not signed by owners of lists');
}

export async function askLists(client: PartnerClient): Promise<PartnerLists> {
  const { body } = await askDone(client, '/v1/partner/lists');
  return partnerListsSchema.parse(JSON.parse(new TextDecoder().decode(body)));
}

async function askDone(client: PartnerClient, path: string) {
  const answer = await client.ask(path);
  if (answer.status !== 200) throw ServerRefused.of(answer);
  return answer;
}
