import type { ErasureView } from '../../privacy/answers/privacy.ts';
import { plural, t } from '../languages/text.ts';

/** The two counts of one erasure in sentences. `keys` counts group keys: those that wrap the keys of captures. */
export function countsExplained({ erased, keys }: Pick<ErasureView, 'erased' | 'keys'>): string {
  if (erased === 0) {
    return keys === 0
      ? t('Nothing was erased.')
      : plural(
          keys,
          'The lane destroyed {count} group key. All captures under it had been erased before.',
          'The lane destroyed {count} group keys. All captures under them had been erased before.',
        );
  }
  const captures = plural(
    erased,
    'The lane overwrote {count} capture or record with its wrapped key.',
    'The lane overwrote {count} captures or records with their wrapped keys.',
  );
  const groupKeys =
    keys === 0
      ? t(
          'It destroyed no group key yet, because other captures need it or its ten minutes had not ended. A later line reports the group key.',
        )
      : plural(keys, 'It also destroyed {count} group key.', 'It also destroyed {count} group keys.');
  return `${captures} ${groupKeys}`;
}
