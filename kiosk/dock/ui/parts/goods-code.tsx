import { useSignal } from '@preact/signals';
import { Button } from '../../../../server/console/design/button.tsx';
import type { TravellerFormProps } from './traveller-form-props.ts';

/** Shows the code of declared goods that the portal made, as its text. */
export function GoodsCode({ perform }: Pick<TravellerFormProps['model'], 'perform'>) {
  const text = useSignal('');
  return (
    <>
      <label class="field">
        <span>Code of declared goods, as the portal's text</span>
        <input
          type="text"
          autocomplete="off"
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </label>
      <Button
        label="Show this code"
        onPress={() => void perform('code/text', { text: text.value.trim() }, 'The code is before the reader.')}
      />
    </>
  );
}
