import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import type { SectionProps } from './section-props.ts';
import type { SectionEntry } from './section-entry.ts';

type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly Section: ComponentType<SectionProps> }
  | { readonly kind: 'missing' };

/** A section once its chunk is there. One that breaks takes neither the menu nor the banners with it. */
export function LazySection({ entry, path }: SectionProps & { readonly entry: SectionEntry }) {
  const loading = useSignal<Loading>({ kind: 'loading' });
  const [fault, reset] = useErrorBoundary();
  useEffect(() => {
    let isWanted = true;
    entry.load().then(
      ({ Section }) => {
        if (isWanted) loading.value = { kind: 'loaded', Section };
      },
      () => {
        if (isWanted) loading.value = { kind: 'missing' };
      },
    );
    return () => {
      isWanted = false;
    };
  }, [entry]);
  if (fault !== undefined) {
    return (
      <StatePanel
        kind="error"
        title={t('This part of the console has stopped.')}
        action={<Button label={t('Show it again')} onPress={reset} />}
      >
        {t('Nothing was sent or lost. If it stops again, reload the page and tell the administrator.')}
      </StatePanel>
    );
  }
  const { value } = loading;
  if (value.kind === 'loaded') return <value.Section path={path} />;
  if (value.kind === 'loading') {
    return <StatePanel kind="loading" title={t('Opening “{title}”…', { title: entry.title })} />;
  }
  return (
    <StatePanel
      kind="error"
      title={t('“{title}” could not be loaded.', { title: entry.title })}
      action={<Button label={t('Reload the page')} onPress={() => location.reload()} />}
    >
      {t('The server does not answer, or has been updated since this page was opened.')}
    </StatePanel>
  );
}
