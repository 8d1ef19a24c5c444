/** The person's drafts: the page's side of the key and of the requests. */
import { signal } from '@preact/signals';
import type { Draft, Drafts } from '../../../goods/declarations/api/portal-answers.ts';
import { DRAFT_BYTES } from '../../../goods/declarations/api/vocabulary.ts';
import { ask, post, type Problem } from '../ask.ts';
import { content, fillForm, fromDraft, type Content } from '../form/form-state.ts';
import { session } from '../session.ts';
import { keepKey, keptKeys } from './kept-keys.ts';
import { draftKeyOf, type DraftKey, type DraftPlace, newDraftId, openDraft, sealDraft } from './seal-draft.ts';

export type DraftTrouble = Problem | 'no-key' | 'draft-too-large' | 'draft-not-opened' | 'code-not-known' | 'not-kept';

export interface ListedDraft extends DraftPlace {
  readonly savedAt: number;
  readonly endsAt: number;
  /** `undefined`: this browser has no key for it. */
  readonly label: string | undefined;
}

export const drafts = signal<readonly ListedDraft[] | undefined>(undefined);
/** Whether this browser has a key of the person. */
export const hasKey = signal(false);

const trader = (): string => session.value?.person?.trader ?? '';
export const owner = (): string => `${trader()}\n${session.value?.person?.name ?? ''}`;

export async function loadDrafts(): Promise<DraftTrouble | undefined> {
  const keys = await keptKeys(owner());
  hasKey.value = keys.length > 0;
  const asked = await ask<Drafts>('GET', '/v1/session/drafts');
  if (asked.kind === 'refused') return asked.code;
  const listed: ListedDraft[] = [];
  for (const { id, version, keyId, label, savedAt, endsAt } of asked.value.drafts) {
    const place = { trader: trader(), id, version };
    const key = keys.find((one) => one.id === keyId);
    const opened = key && (await openDraft(key, place, 'label', label));
    listed.push({ ...place, savedAt, endsAt, label: typeof opened === 'string' ? opened : undefined });
  }
  drafts.value = listed;
  return undefined;
}

/** Keeps a key that was made just now. */
export async function startKey(code: string): Promise<DraftTrouble | undefined> {
  const key = await draftKeyOf(code);
  if (key === undefined) return 'code-not-known';
  return (await keepKey(owner(), key, session.value?.now ?? 0)) ? undefined : 'not-kept';
}

/** Takes the code of a key whose drafts exist. */
export async function useCode(typed: string): Promise<DraftTrouble | undefined> {
  const key = await draftKeyOf(typed);
  const asked = await ask<Drafts>('GET', '/v1/session/drafts');
  if (asked.kind === 'refused') return asked.code;
  if (key === undefined || !asked.value.drafts.some(({ keyId }) => keyId === key.id)) return 'code-not-known';
  return (await keepKey(owner(), key, session.value?.now ?? 0)) ? undefined : 'not-kept';
}

/** Saves what the form holds: as the draft that it came from, or as a new one. Resolves to `undefined` when it is saved. */
export async function saveForm(): Promise<DraftTrouble | undefined> {
  const [key] = await keptKeys(owner());
  if (key === undefined) return 'no-key';
  const before = fromDraft.value;
  const place = { trader: trader(), id: before?.id ?? newDraftId(), version: (before?.version ?? 0) + 1 };
  const sealed = await sealDraft(key, place, { label: labelOf(content.value), content: content.value });
  if ((sealed.content.length * 3) / 4 > DRAFT_BYTES) return 'draft-too-large';
  const body = { keyId: key.id, ...sealed };
  const asked =
    before === undefined
      ? await post('/v1/session/drafts', { id: place.id, ...body })
      : await post(`/v1/session/drafts/${place.id}`, { replaces: before.version, ...body });
  if (asked.kind === 'refused') return asked.code;
  fromDraft.value = { id: place.id, version: place.version };
  return undefined;
}

/** Data set and local reference name a draft to its person. */
function labelOf({ dataSet, lrn }: Content): string {
  return [dataSet, lrn].filter((one) => typeof one === 'string').join(' ');
}

/** Resolves to `undefined` when the form holds the draft. */
export async function openInForm(id: string): Promise<DraftTrouble | undefined> {
  const asked = await ask<Draft>('GET', `/v1/session/drafts/${id}`);
  if (asked.kind === 'refused') return asked.code;
  const { version, keyId, content: sealed } = asked.value;
  const key: DraftKey | undefined = (await keptKeys(owner())).find((one) => one.id === keyId);
  const opened = key && (await openDraft(key, { trader: trader(), id, version }, 'content', sealed));
  if (typeof opened !== 'object' || opened === null) return 'draft-not-opened';
  fillForm(opened);
  fromDraft.value = { id, version };
  return undefined;
}

/** One that is gone already is deleted too. */
export async function removeDraft(id: string): Promise<DraftTrouble | undefined> {
  const asked = await ask('DELETE', `/v1/session/drafts/${id}`);
  if (fromDraft.value?.id === id) fromDraft.value = undefined;
  return asked.kind === 'refused' && asked.code !== 'not-found' ? asked.code : undefined;
}

/** The draft of a declaration that was accepted. */
export async function removeFiled(): Promise<void> {
  if (fromDraft.value !== undefined) await removeDraft(fromDraft.value.id);
}
