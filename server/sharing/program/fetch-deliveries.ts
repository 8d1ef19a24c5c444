/**
 * One run of a partner's program: fetches each delivery that waits, verifies and opens it, keeps it durably, and then signs for it. A run that
 * is killed at any point is repeated by the next one.
 */
import { sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { abandonedDrafts } from '../../../hardware/host/draft.ts';
import { flushFolderSync, makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { signingInput } from '../../contract/signing.ts';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';
import { ANSWER_PURPOSES, type AnswerContent, type DeliveryAnswer } from '../deliveries/answer-form.ts';
import { deliveryHeadSchema, fileDigest } from '../deliveries/delivery-file.ts';
import { type DeletionRequest, openDelivery } from '../deliveries/delivery-form.ts';
import { partnerDeliveriesSchema, type PartnerDeliveries } from '../partners/answers.ts';
import { type Projected, projectedSchema } from '../projection/project.ts';
import { type SealedDocuments, sealedDocumentsSchema } from '../projection/sealed-documents.ts';
import { isWithin } from '../projection/within-agreement.ts';
import { PartnerClient } from './partner-client.ts';
import type { PartnerSettings } from './partner-settings.ts';

type Listed = PartnerDeliveries['deliveries'][number];

/**
 * `waits`: the server does not give it at present, or its entry is not published yet. `refused`: it is kept nowhere and not signed for, and a
 * person must look at it.
 */
export type FetchResult = Pick<Listed, 'digest' | 'dataset' | 'period'> &
  (
    | { readonly kind: 'received' }
    | { readonly kind: 'deleted'; readonly deleted: string }
    | { readonly kind: 'waits' | 'refused'; readonly code: string }
  );

const keptSchema = z.strictObject({ digest: sha256HexSchema, head: deliveryHeadSchema, content: z.unknown() });

/** The content of a kept delivery of sealed pseudonyms. Throws `Error` that names the file. */
export function readKeptDocuments(file: string): SealedDocuments {
  const kept = keptSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  const read = sealedDocumentsSchema.safeParse(kept.data?.content);
  if (read.data === undefined) throw new Error(`${file} holds no delivery of pseudonyms`);
  return read.data;
}

/** The content of a kept delivery of counts. Throws `Error` that names the file. */
export function readKeptCounts(file: string): Projected {
  const kept = keptSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  const read = projectedSchema.safeParse(kept.data?.content);
  if (read.data === undefined) throw new Error(`${file} holds no delivery of counts`);
  return read.data;
}

/** Rejects with Node's error when the server cannot be reached. */
export async function fetchDeliveries(settings: PartnerSettings, nowMs: () => number): Promise<FetchResult[]> {
  const client = new PartnerClient(settings);
  try {
    const { status, body } = await client.ask('/v1/partner/deliveries');
    if (status !== 200) throw new Error(`the server answered ${status}`);
    const { deliveries } = partnerDeliveriesSchema.parse(JSON.parse(new TextDecoder().decode(body)));
    const results: FetchResult[] = [];
    for (const listed of deliveries) {
      const { digest, dataset, period } = listed;
      const run = { client, settings, listed, nowMs };
      results.push({
        digest,
        dataset,
        period,
        ...(listed.isOpen ? await fetchOne(run) : waits('agreement-not-in-force')),
      });
    }
    return results;
  } finally {
    client.close();
  }
}

interface Run {
  readonly client: PartnerClient;
  readonly settings: PartnerSettings;
  readonly listed: Listed;
  readonly nowMs: () => number;
}

type Outcome =
  | { readonly kind: 'received' }
  | { readonly kind: 'deleted'; readonly deleted: string }
  | { readonly kind: 'waits' | 'refused'; readonly code: string };

const waits = (code: string): Outcome => ({ kind: 'waits', code });
const refused = (code: string): Outcome => ({ kind: 'refused', code });

async function fetchOne({ client, settings, listed, nowMs }: Run): Promise<Outcome> {
  const { digest } = listed;
  const agreement = settings.agreements.get(listed.agreement.digest);
  if (agreement === undefined || agreement.id !== listed.agreement.id) return refused('unknown-agreement');
  const proved = await judgeEntry({ client, settings, listed });
  if (proved.kind !== 'proved') return proved;
  const parts = join(settings.deliveries, '.parts');
  makeFolderSync(settings.deliveries);
  makeFolderSync(parts);
  const part = join(parts, digest);
  const status = await client.download(digest, part);
  if (status !== 200 && status !== 206) return waits(`status-${status}`);
  const file = readFileSync(part);
  rmSync(part);
  if (fileDigest(file) !== digest) return refused('other-file');
  const { serverKey, keys } = settings;
  const opened = await openDelivery(file, { serverKey, decryptionSeed: keys.decryptionSeed });
  if (opened.kind === 'refused') return refused(opened.code);
  const { head, content } = opened;
  if (head.agreement.digest !== listed.agreement.digest || head.recipient.party !== settings.party)
    return refused('other-agreement');
  if (head.dataset !== listed.dataset || head.period !== listed.period) return refused('other-delivery');
  if (head.kind === 'deletion' && 'delivery' in content)
    return deleteKept({ client, settings, listed, nowMs }, content);
  if (head.kind !== 'counts' || 'delivery' in content || !isWithin(agreement, content))
    return refused('outside-agreement');
  const folder = join(settings.deliveries, listed.agreement.id);
  makeFolderSync(folder);
  replaceFileSync(join(folder, `${nameOf(listed)}.proof`), proved.proof);
  replaceFileSync(join(folder, `${nameOf(listed)}.json`), JSON.stringify({ digest, head, content }));
  return (
    (await answer({ client, settings, listed }, { kind: 'received', ...about(listed, nowMs) })) ?? { kind: 'received' }
  );
}

/** Deletes the copy if there is one, with what a killed run left of it, and states that there is none. */
async function deleteKept(run: Run, { delivery: deleted }: DeletionRequest): Promise<Outcome> {
  const { settings, listed, nowMs } = run;
  const folder = join(settings.deliveries, listed.agreement.id);
  const file = join(folder, `${nameOf(listed)}.json`);
  const digest = keptDigest(file);
  if (digest !== undefined && digest !== deleted) return refused('other-delivery');
  if (existsSync(folder)) {
    const proof = join(folder, `${nameOf(listed)}.proof`);
    for (const left of [file, proof, ...abandonedDrafts(file, readdirSync(folder))]) rmSync(left, { force: true });
    // The statement must not be true only until a power cut
    flushFolderSync(folder);
  }
  rmSync(join(settings.deliveries, '.parts', deleted), { force: true });
  return (await answer(run, { kind: 'deleted', ...about(listed, nowMs), deleted })) ?? { kind: 'deleted', deleted };
}

/** `undefined`: there is no such file, or it is damaged. */
function keptDigest(file: string): string | undefined {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).digest;
  } catch {
    return undefined;
  }
}

/** Whether the ledger has the entry of this file, for this partner and agreement. */
async function judgeEntry({
  client,
  settings,
  listed,
}: Omit<Run, 'nowMs'>): Promise<{ readonly kind: 'proved'; readonly proof: string } | Outcome> {
  const { status, body } = await client.ask(`/v1/partner/deliveries/${listed.digest}/proof`);
  if (status !== 200) return waits(status === 409 ? 'not-published' : `status-${status}`);
  const proof = new TextDecoder().decode(body);
  const verdict = judgeProofFile({ proof, policy: settings.ledgerPolicy });
  if (verdict.kind === 'refused') return refused(verdict.code);
  const { entry } = verdict;
  const isOfThis =
    entry?.type === 'export' &&
    entry.digest === listed.digest &&
    entry.partner === settings.party &&
    entry.agreement === listed.agreement.id;
  return isOfThis ? { kind: 'proved', proof } : refused('other-entry');
}

function about({ digest, agreement }: Listed, nowMs: () => number) {
  return { form: 1, delivery: digest, agreement: agreement.digest, at: Math.round(nowMs()) } as const;
}

/** Signs and sends. `undefined`: the server has it. */
async function answer(
  { client, settings, listed }: Omit<Run, 'nowMs'>,
  content: AnswerContent,
): Promise<Outcome | undefined> {
  const input = signingInput(ANSWER_PURPOSES[content.kind], canonicalJson(content));
  const signature = encodeBase64Url(sign(null, input, settings.keys.signing));
  const body = canonicalJson({ answer: content, signature } satisfies DeliveryAnswer);
  const headers = { 'content-type': 'application/json' };
  const path = `/v1/partner/deliveries/${listed.digest}/answer`;
  const { status } = await client.ask(path, { method: 'POST', headers, body });
  return status === 204 ? undefined : waits(`status-${status}`);
}

function nameOf({ dataset, period }: Pick<Listed, 'dataset' | 'period'>): string {
  return `${dataset}-${period}`;
}
