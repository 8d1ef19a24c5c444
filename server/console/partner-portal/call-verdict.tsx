import { Badge } from '../design/badge.tsx';
import { plural, t } from '../languages/text.ts';
import type { CallVerdict } from './verify-call.ts';

/** The verdict on a call of the log; nothing while there is none. */
export function CallVerdictBadge({ verdict }: { readonly verdict: CallVerdict | undefined }) {
  return (
    <div role="status">
      {verdict?.kind === 'verified' && (
        <Badge
          tone="good"
          icon="tick"
          word={plural(
            verdict.witnesses,
            'The ledger has it, with {count} witness',
            'The ledger has it, with {count} witnesses',
          )}
        />
      )}
      {verdict?.kind === 'refused' && (
        <Badge
          tone="bad"
          icon="cross"
          word={
            verdict.code === 'other-content'
              ? t('The ledger has another content of this call: it was changed.')
              : t('The proof does not prove this call: {code}', { code: verdict.code })
          }
        />
      )}
    </div>
  );
}
