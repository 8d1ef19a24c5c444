import { describe, expect, it } from 'vitest';
import {
  type DraftKey,
  draftKeyOf,
  newDraftCode,
  newDraftId,
  openDraft,
  sealDraft,
} from '../../../../server/console/portal/drafts/seal-draft.ts';

const PLACE = { trader: 'trader-1', id: 'ab'.repeat(16), version: 3 };
const DRAFT = { label: 'H1 LRN-1', content: { dataSet: 'H1', lrn: 'LRN-1', exporter: { name: 'Köln & Söhne' } } };

async function keyOf(code: string): Promise<DraftKey> {
  const key = await draftKeyOf(code);
  if (key === undefined) throw new Error('the code has not its form');
  return key;
}

describe('the code of a key for drafts', () => {
  it('gives the same key as it is typed, and another code another key', async () => {
    const code = newDraftCode();
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const [key, again, other] = [await keyOf(code), await keyOf(typed), await keyOf(newDraftCode())];
    expect(again.id).toBe(key.id);
    expect(other.id).not.toBe(key.id);
    expect(key.key.extractable).toBe(false);
    const { content } = await sealDraft(key, PLACE, DRAFT);
    expect(await openDraft(again, PLACE, 'content', content)).toEqual(DRAFT.content);
    expect(await openDraft(other, PLACE, 'content', content)).toBeUndefined();
    for (const wrong of ['', 'x', `${code}A`, code.slice(1)]) expect(await draftKeyOf(wrong)).toBeUndefined();
  });
});

describe('a sealed draft', () => {
  it('opens at its own place only, and not when a byte was changed', async () => {
    const key = await keyOf(newDraftCode());
    const { label, content } = await sealDraft(key, PLACE, DRAFT);
    expect(await openDraft(key, PLACE, 'label', label)).toBe(DRAFT.label);
    for (const place of [
      { ...PLACE, trader: 'trader-2' },
      { ...PLACE, id: newDraftId() },
      { ...PLACE, version: 2 },
    ])
      expect(await openDraft(key, place, 'content', content)).toBeUndefined();
    expect(await openDraft(key, PLACE, 'label', content)).toBeUndefined();
    const flipped = `${content.startsWith('A') ? 'B' : 'A'}${content.slice(1)}`;
    for (const broken of [flipped, content.slice(0, -4), '', '!'])
      expect(await openDraft(key, PLACE, 'content', broken)).toBeUndefined();
  });

  it('has a length that shows the content roughly, and a new nonce each time', async () => {
    const key = await keyOf(newDraftCode());
    const short = await sealDraft(key, PLACE, { label: 'H1', content: {} });
    const long = await sealDraft(key, PLACE, DRAFT);
    expect(long.content).toHaveLength(short.content.length);
    expect(long.label).toHaveLength(short.label.length);
    expect((await sealDraft(key, PLACE, DRAFT)).content).not.toBe(long.content);
  });
});
