import type { PolicyChange } from '../../../privacy/answers/retention.ts';
import { changeWords, fieldWords } from '../../words-of-retention.ts';

/** The differences between two policies, field by field. */
export function PolicyChanges({ changes }: { readonly changes: readonly PolicyChange[] }) {
  return (
    <dl class="facts">
      {changes.map((change) => (
        <div key={change.field}>
          <dt>{fieldWords(change.field)}</dt>
          <dd>{changeWords(change)}</dd>
        </div>
      ))}
    </dl>
  );
}
