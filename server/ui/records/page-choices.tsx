import type { Signal } from '@preact/signals';
import { Button } from '../design/button.tsx';

interface PageChoicesProps {
  /** What is listed, in the plural. */
  readonly what: string;
  /** Where each page after the first begins. */
  readonly pages: Signal<readonly number[]>;
  /** Where the next page begins; `undefined` on the last one. */
  readonly next: number | undefined;
}

/** The way to the pages before and after in a list that has the latest first. */
export function PageChoices({ what, pages, next }: PageChoicesProps) {
  return (
    <div class="choices">
      {pages.value.length > 0 && (
        <Button
          label={`Later ${what}`}
          onPress={() => {
            pages.value = pages.value.slice(0, -1);
          }}
        />
      )}
      {next !== undefined && (
        <Button
          label={`Earlier ${what}`}
          onPress={() => {
            pages.value = [...pages.value, next];
          }}
        />
      )}
    </div>
  );
}
