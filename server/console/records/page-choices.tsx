import type { Signal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';

interface PageChoicesProps {
  /** The name of the listed things, in the plural. */
  readonly what: string;
  /** The start of each page after the first. */
  readonly pages: Signal<readonly number[]>;
  /** The start of the next page; `undefined` on the last one. */
  readonly next: number | undefined;
}

/** Buttons to the pages before and after, in a list with the latest first. */
export function PageChoices({ what, pages, next }: PageChoicesProps) {
  return (
    <div class="choices">
      {pages.value.length > 0 && (
        <Button
          label={t('Later {what}', { what })}
          onPress={() => {
            pages.value = pages.value.slice(0, -1);
          }}
        />
      )}
      {next !== undefined && (
        <Button
          label={t('Earlier {what}', { what })}
          onPress={() => {
            pages.value = [...pages.value, next];
          }}
        />
      )}
    </div>
  );
}
