import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { shown, t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import type { Block } from './blocks.ts';
import { PagesAndWords } from './pages-and-words.tsx';
import { type ManualId, MANUALS } from './manuals.ts';
import { Blocks, placeId } from './show-blocks.tsx';

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly blocks: readonly Block[]; readonly isEnglish: boolean }
  | { readonly kind: 'missing' };

export interface ManualPageProps {
  readonly id: ManualId;
  /** The heading that the address names. */
  readonly place: string | undefined;
}

/** A manual, and after it the pages and words of its role. */
export function ManualPage({ id, place }: ManualPageProps) {
  const loaded = useSignal<Loaded>({ kind: 'loading' });
  const { language } = shown.value;
  useEffect(() => {
    let isWanted = true;
    const pages = MANUALS[id];
    const load = pages[language] ?? pages.en;
    load().then(
      ({ default: blocks }) => {
        if (isWanted) loaded.value = { kind: 'loaded', blocks, isEnglish: load === pages.en };
      },
      () => {
        if (isWanted) loaded.value = { kind: 'missing' };
      },
    );
    return () => {
      isWanted = false;
    };
  }, [id, language]);
  const { value } = loaded;
  useEffect(() => {
    if (value.kind === 'loaded' && place !== undefined) goTo(place);
  }, [value, place]);
  if (value.kind === 'loading') return <StatePanel kind="loading" title={t('Reading the manual…')} />;
  if (value.kind === 'missing') {
    return (
      <StatePanel
        kind="error"
        title={t('The manual could not be loaded.')}
        action={<Button label={t('Reload the page')} onPress={() => location.reload()} />}
      />
    );
  }
  return (
    <article class="manual">
      <div class="manual-acts">
        <a href={hashOf('manual')}>{t('All manuals')}</a>
        <Button label={t('Print')} onPress={() => globalThis.print()} />
      </div>
      {value.isEnglish && language !== 'en' && <p class="quiet">{t('This page exists in English only.')}</p>}
      <div class="panel manual-text" {...(value.isEnglish && { lang: 'en' })}>
        <Blocks content={value.blocks} manual={id} />
      </div>
      <PagesAndWords id={id} />
    </article>
  );
}

function goTo(place: string): void {
  const heading = document.getElementById(placeId(place));
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}
