import { t } from '../languages/text.ts';
import { Icon } from './icon.tsx';
import './warning-list.css';

export interface WarningListProps {
  readonly warnings: readonly string[];
}

/** Signs to look at before a decision. Nothing without a warning. */
export function WarningList({ warnings }: WarningListProps) {
  if (warnings.length === 0) return null;
  return (
    <ul class="warning-list" aria-label={t('Before you decide')}>
      {warnings.map((warning) => (
        <li key={warning} class="tone-caution">
          <Icon name="warning" />
          <span>{warning}</span>
        </li>
      ))}
    </ul>
  );
}
