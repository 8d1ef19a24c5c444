import { Badge } from '../design/badge.tsx';
import { t } from '../languages/text.ts';
import { isKept } from './state.ts';

/** Whether the page opens without the server from now on. */
export function Kept() {
  return (
    <p class="verify-kept">
      {isKept.value ? (
        <>
          <Badge tone="good" icon="tick" word={t('Works offline')} />
          <span class="quiet">{t('Your browser has stored this page. It opens without the server.')}</span>
        </>
      ) : (
        <span class="quiet">{t('After it has loaded, this page needs no connection.')}</span>
      )}
    </p>
  );
}
