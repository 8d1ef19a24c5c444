import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { type AccentName, judgeAccent, lowestContrast } from '../../contract/brand/judge-accent.ts';
import { NEEDED_CONTRAST } from '../../contract/brand/themes.ts';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { t } from '../languages/text.ts';

export interface AccentFieldProps {
  readonly kind: AccentName;
  readonly label: string;
  readonly value: Signal<string>;
}

/** A colour, its contrast, and the nearest colour that passes where it does not. */
export function AccentField({ kind, label, value }: AccentFieldProps) {
  const id = useId();
  const judged = judgeAccent(kind, value.value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="brand-colour">
        <input
          id={id}
          type="color"
          value={value.value}
          aria-describedby={`${id}-verdict`}
          onInput={({ currentTarget }) => {
            value.value = currentTarget.value.toLowerCase();
          }}
        />
        <span class="digest">{value.value}</span>
        {judged !== undefined && (
          <Button
            label={t('Use {colour}', { colour: judged.nearest })}
            onPress={() => {
              value.value = judged.nearest;
            }}
          />
        )}
      </div>
      <p id={`${id}-verdict`} class="field-hint" role="status">
        <Icon name={judged === undefined ? 'tick' : 'warning'} /> {verdictWords(kind, value.value)}
      </p>
    </div>
  );
}

function verdictWords(name: AccentName, colour: string): string {
  const judged = judgeAccent(name, colour);
  if (judged === undefined) {
    const lowest = lowestContrast(colour, name);
    return t('The lowest contrast is {ratio}:1, {needed}:1 is needed.', {
      ratio: lowest.ratio.toFixed(2),
      needed: NEEDED_CONTRAST[name],
    });
  }
  const { fault, nearest } = judged;
  return fault.kind === 'contrast'
    ? t('The contrast with {ground} is {ratio}:1, {needed}:1 is needed. The nearest colour that passes is {nearest}.', {
        ground: fault.ground,
        ratio: fault.ratio.toFixed(2),
        needed: NEEDED_CONTRAST[fault.theme],
        nearest,
      })
    : t('It resembles a colour that means danger ({like}). The nearest colour that passes is {nearest}.', {
        like: fault.like,
        nearest,
      });
}
