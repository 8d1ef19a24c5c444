import { Banner } from '../../design/banner.tsx';
import { t } from '../../languages/text.ts';
import type { Actor } from '../state/use-act.ts';

/** The outcome of the last act, shown where it was done. */
export function Outcome({ actor }: { readonly actor: Actor }) {
  const { doing } = actor;
  if (doing.kind === 'idle') return null;
  if (doing.kind === 'doing') return <p class="quiet">{t('Sending…')}</p>;
  if (doing.kind === 'done') {
    return (
      <Banner tone="good" icon="tick">
        {doing.words}
      </Banner>
    );
  }
  return (
    <Banner tone="bad" icon="cross">
      {doing.words}
    </Banner>
  );
}
